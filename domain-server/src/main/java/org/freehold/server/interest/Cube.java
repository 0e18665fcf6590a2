// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import org.freehold.server.wire.PoseMessageWriter;
import org.freehold.server.world.Mover;

/**
 * A cube of the grid of levels: edges of 16 m at level 0, twice as long at each level above. Places are in the steps of pose messages,
 * 1/2048 m. Immutable.
 */
final class Cube {
    /** Edges of 4 km. */
    static final int MAX_LEVEL = 8;

    /** An edge of level 0 is so many steps long, as a power of two. */
    private static final int EDGE_BITS = 15;

    private static final double STEPS_PER_METRE = 2048;
    private static final int AXIS_BITS = 12;
    private static final long AXIS_MASK = 0xfff;
    private static final int SIGN_SHIFT = Integer.SIZE - AXIS_BITS;

    private final long key;
    private final int lowX;
    private final int lowY;
    private final int lowZ;
    private final int edge;
    private final double metresPerStep;

    /** The cube with this key. */
    Cube(long key) {
        this.key = key;
        int level = (int) (key >>> (3 * AXIS_BITS));
        int bits = EDGE_BITS + level;
        this.lowX = axis(key >> (2 * AXIS_BITS)) << bits;
        this.lowY = axis(key >> AXIS_BITS) << bits;
        this.lowZ = axis(key) << bits;
        this.edge = 1 << bits;
        this.metresPerStep = 1 / STEPS_PER_METRE / (1 << level);
    }

    /** The key of the cube that this is in now: the level in the upper bits, then i, j, k in 12 bits each. */
    static long key(Mover mover, int level) {
        int bits = EDGE_BITS + level;
        return ((long) level << (3 * AXIS_BITS))
                | (((mover.xSteps() >> bits) & AXIS_MASK) << (2 * AXIS_BITS))
                | (((mover.ySteps() >> bits) & AXIS_MASK) << AXIS_BITS)
                | ((mover.zSteps() >> bits) & AXIS_MASK);
    }

    long key() {
        return key;
    }

    /**
     * The square of the distance between the two, metres; of a cube of a higher level as seen by who is half as far for each level, since what
     * is in it matters twice as far.
     */
    double apartSquared(Cube other) {
        double x = gap(lowX, edge, other.lowX, other.edge) * other.metresPerStep;
        double y = gap(lowY, edge, other.lowY, other.edge) * other.metresPerStep;
        double z = gap(lowZ, edge, other.lowZ, other.edge) * other.metresPerStep;
        return x * x + y * y + z * z;
    }

    /** As {@link #apartSquared}, from middle to middle. */
    double betweenCentresSquared(Cube other) {
        double x = (lowX + edge / 2 - other.lowX - other.edge / 2) * other.metresPerStep;
        double y = (lowY + edge / 2 - other.lowY - other.edge / 2) * other.metresPerStep;
        double z = (lowZ + edge / 2 - other.lowZ - other.edge / 2) * other.metresPerStep;
        return x * x + y * y + z * z;
    }

    /** The cell of pose messages that its lowest corner lies in. */
    int cell() {
        return PoseMessageWriter.cell(lowX, lowY, lowZ);
    }

    /** True when this is at most so many steps outside. */
    boolean isWithin(Mover mover, int marginSteps) {
        return isWithin(mover.xSteps() - lowX, marginSteps)
                && isWithin(mover.ySteps() - lowY, marginSteps)
                && isWithin(mover.zSteps() - lowZ, marginSteps);
    }

    private boolean isWithin(int offset, int margin) {
        return offset >= -margin && offset < edge + margin;
    }

    private static int gap(int low, int edge, int otherLow, int otherEdge) {
        return Math.max(0, Math.max(otherLow - low - edge, low - otherLow - otherEdge));
    }

    private static int axis(long bits) {
        return (int) bits << SIGN_SHIFT >> SIGN_SHIFT;
    }
}
