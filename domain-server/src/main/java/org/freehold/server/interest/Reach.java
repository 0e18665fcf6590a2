// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import org.freehold.server.world.WorldEntity;

/** From how far a thing matters. Pure. */
final class Reach {
    /** What is nearer than this matters however small it is, metres. */
    static final double NEAR_METRES = 40;

    /** Seen under a smaller angle than this, radians, it does not matter: some five pixels of a screen. */
    static final double SMALLEST_RADIANS = 1 / 150.0;

    /** How far beyond its bounds the light or the sky of a thing is noticed, metres. */
    static final double GLOW_METRES = 150;

    /** Beyond this nothing is seen: as far as the world is wide, metres. */
    static final double MAX_METRES = 32_768;

    /** What moves catches the eye, and may be here soon. */
    private static final double MOVING_FACTOR = 1.5;

    /** What is shown stays until it is this much farther away, so that nothing comes and goes at the border. */
    private static final double HIDE_FACTOR = 1.25;

    private static final double HIDE_MARGIN_METRES = 10;

    private Reach() {}

    /** The distance from its middle, metres, within which this entity is to be sent. */
    static double metres(WorldEntity entity) {
        double radius = entity.radius();
        double reach = switch (entity.type()) {
            case ZONE, LIGHT -> radius + GLOW_METRES;
            case BOX, SPHERE, SHAPE, MODEL, TEXT, IMAGE, WEB, MATERIAL, PARTICLE_EFFECT, PROCEDURAL_PARTICLE_EFFECT,
                    POLY_VOX, LINE, POLY_LINE, GRID, GIZMO, SOUND -> Math.max(
                            radius + NEAR_METRES, 2 * radius / SMALLEST_RADIANS);
        };
        return Math.min(MAX_METRES, entity.mover() == null ? reach : reach * MOVING_FACTOR);
    }

    /** The distance, metres, beyond which it is hidden again. */
    static double hideMetres(double reach) {
        return reach * HIDE_FACTOR + HIDE_MARGIN_METRES;
    }
}
