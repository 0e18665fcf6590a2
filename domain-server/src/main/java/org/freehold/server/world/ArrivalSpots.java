// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.freehold.server.entity.Vec3;

/**
 * Where people arrive who asked for no place: on the entry itself when nobody stands there, else on the first free spot of a
 * spiral around it, so that nobody arrives inside somebody else. Pure.
 */
final class ArrivalSpots {
    /** Bodies that are this near to each other overlap, metres. */
    static final double APART_METRES = 0.9;

    /** Farther out the ground is likely to be another one, metres. */
    static final double FARTHEST_METRES = 5;

    /** Where those arrive who are to be apart: out of the reach of a pointing hand, and in sight. */
    static final double QUARANTINE_METRES = 15;

    private static final int APART_SPOTS = 48;
    private static final double SPACING_METRES = 1;
    private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
    private static final int SPOTS = (int) Math.pow(FARTHEST_METRES / SPACING_METRES, 2) + 1;

    private ArrivalSpots() {}

    /** The first spot that nobody stands on; where all are taken, people share them evenly. */
    static Vec3 free(Vec3 entry, Collection<Visitor> people) {
        List<Vec3> near = new ArrayList<>();
        for (Visitor visitor : people) {
            Vec3 position = visitor.avatar().position();
            if (position.minus(entry).length() <= FARTHEST_METRES + APART_METRES) {
                near.add(position);
            }
        }
        for (int index = 0; index < SPOTS; index++) {
            Vec3 spot = spot(entry, index);
            if (near.stream().noneMatch(position -> position.minus(spot).length() < APART_METRES)) {
                return spot;
            }
        }
        return spot(entry, near.size() % SPOTS);
    }

    /** A spot away from all who arrive in the ordinary way, and from each other as far as there is room. */
    static Vec3 apart(Vec3 entry, Collection<Visitor> people) {
        for (int index = 0; index < APART_SPOTS; index++) {
            Vec3 spot = apart(entry, index);
            if (people.stream().noneMatch(each -> each.avatar().position().minus(spot).length() < APART_METRES)) {
                return spot;
            }
        }
        return apart(entry, people.size());
    }

    private static Vec3 apart(Vec3 entry, int index) {
        double angle = GOLDEN_ANGLE * index;
        return new Vec3(
                entry.x() + QUARANTINE_METRES * Math.cos(angle),
                entry.y(),
                entry.z() + QUARANTINE_METRES * Math.sin(angle));
    }

    static Vec3 spot(Vec3 entry, int index) {
        double metres = SPACING_METRES * Math.sqrt(index);
        double angle = GOLDEN_ANGLE * index;
        return new Vec3(entry.x() + metres * Math.cos(angle), entry.y(), entry.z() + metres * Math.sin(angle));
    }
}
