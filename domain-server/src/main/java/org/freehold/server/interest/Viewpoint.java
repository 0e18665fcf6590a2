// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * On the hot path of the world thread and its {@link Helpers}: one cube seen from and one budget. All sessions whose avatars stand in the cube and whose lines take
 * that budget get the same message, made once. What is in sight is decided anew about once a second, and at once for what is new.
 */
final class Viewpoint {
    /** Ticks from one look around to the next. */
    static final int LOOK_TICKS = 32;

    /** When the budget does not suffice, everything is taken to be so many times as far. */
    private static final double[] PRESSURES = {1, 1.5, 2, 3, 4, 6, 8, 12, 16};

    final Cube cube;
    final int budget;
    /** Who sees from here. */
    final List<View> views = new ArrayList<>();

    private final double budgetPerTick;
    private PoseGroup[] groups = new PoseGroup[64];
    private byte[] levels = new byte[64];
    /** Of the groups: read here, since most groups have no turn and need not be looked at. */
    private byte[] phases = new byte[64];
    private int size;
    private double pressure = 1;
    private int worse;

    /** @param budget class of {@link LineBudget} */
    Viewpoint(Cube cube, int budget, int tickHz) {
        this.cube = cube;
        this.budget = budget;
        this.budgetPerTick = (double) LineBudget.bytesPerSecond(budget) / tickHz;
    }

    int size() {
        return size;
    }

    PoseGroup group(int index) {
        return groups[index];
    }

    int level(int index) {
        return levels[index];
    }

    /** True when it is this viewpoint's turn to look around. */
    boolean isTurn(long tick) {
        return ((tick + cube.key()) & (LOOK_TICKS - 1)) == 0;
    }

    /** Decides what is sent from now on, and how often. */
    void look(PoseGroup[] all, int count, Order order) {
        Arrays.fill(groups, 0, size, null);
        size = 0;
        for (int i = 0; i < count; i++) {
            PoseGroup group = all[i];
            // With those that are empty now: somebody may come back before the next look.
            if (PoseLevel.at(cube.apartSquared(group.cube)) < PoseLevel.NONE) {
                add(group, 0);
            }
        }
        fit();
        order.sort(groups, levels, size);
        for (int i = 0; i < size; i++) {
            phases[i] = (byte) groups[i].phase();
        }
    }

    /** Takes in a group that is new. */
    void consider(PoseGroup group) {
        int level = level(group);
        if (level < PoseLevel.NONE) {
            add(group, level);
        }
    }

    /** Puts together what is due at this tick. */
    void assemble(PoseMessageBuilder message, long tick) {
        for (int i = 0; i < size; i++) {
            int level = levels[i];
            if (((tick + phases[i]) & (PoseLevel.period(level) - 1)) == 0) {
                PoseGroup group = groups[i];
                if (group.size() > 0) {
                    message.add(group.due(level, tick, message));
                }
            }
        }
    }

    /** Of how many friends a visitor is told at full rate, beside all others: half of the budget, and always one. */
    int friendsPerTick() {
        return Math.max(1, (int) (budgetPerTick / 2 / PoseLevel.bytesPerTick(0)));
    }

    /** Lowers the levels, of what is far first, until the budget suffices. */
    private void fit() {
        int step = 0;
        worse = 0;
        pressure = PRESSURES[0];
        while (bytesPerTick() > budgetPerTick && worse < PoseLevel.COUNT - 1) {
            if (step < PRESSURES.length - 1) {
                pressure = PRESSURES[++step];
            } else {
                worse++;
            }
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (levels[i] < PoseLevel.NONE) {
                groups[kept] = groups[i];
                levels[kept++] = levels[i];
            }
        }
        Arrays.fill(groups, kept, size, null);
        size = kept;
    }

    private double bytesPerTick() {
        double bytes = 0;
        for (int i = 0; i < size; i++) {
            levels[i] = (byte) level(groups[i]);
            bytes += groups[i].size() * PoseLevel.bytesPerTick(levels[i]);
        }
        return bytes;
    }

    /** What is told of a group from here; a level of {@link PoseLevel}. */
    int level(PoseGroup group) {
        double apart = cube.apartSquared(group.cube);
        if (pressure > 1) {
            // The own cube comes first, then its neighbours, which are no distance away either.
            double metres =
                    pressure * Math.sqrt(apart) + (pressure - 1) * Math.sqrt(cube.betweenCentresSquared(group.cube));
            apart = metres * metres;
        }
        int level = PoseLevel.at(apart);
        return level == PoseLevel.NONE ? level : Math.min(PoseLevel.COUNT - 1, level + worse);
    }

    private void add(PoseGroup group, int level) {
        if (size == groups.length) {
            groups = Arrays.copyOf(groups, size * 2);
            levels = Arrays.copyOf(levels, size * 2);
            phases = Arrays.copyOf(phases, size * 2);
        }
        groups[size] = group;
        phases[size] = (byte) group.phase();
        levels[size++] = (byte) level;
    }

    /** Puts groups of the same detail and cell side by side, so that they share a header on the wire. Reuses its arrays. */
    static final class Order {
        private static final int INDEX_BITS = 24;
        private static final int CELL_BITS = 30;

        private long[] keys = new long[64];
        private PoseGroup[] sortedGroups = new PoseGroup[64];
        private byte[] sortedLevels = new byte[64];

        void sort(PoseGroup[] groups, byte[] levels, int size) {
            if (size > keys.length) {
                int capacity = Math.max(size, keys.length * 2);
                keys = new long[capacity];
                sortedGroups = new PoseGroup[capacity];
                sortedLevels = new byte[capacity];
            }
            for (int i = 0; i < size; i++) {
                long detail = PoseLevel.detail(levels[i]);
                keys[i] = (detail << (CELL_BITS + INDEX_BITS)) | ((long) groups[i].cube.cell() << INDEX_BITS) | i;
            }
            Arrays.sort(keys, 0, size);
            for (int i = 0; i < size; i++) {
                int from = (int) keys[i] & ((1 << INDEX_BITS) - 1);
                sortedGroups[i] = groups[from];
                sortedLevels[i] = levels[from];
            }
            System.arraycopy(sortedGroups, 0, groups, 0, size);
            System.arraycopy(sortedLevels, 0, levels, 0, size);
            Arrays.fill(sortedGroups, 0, size, null);
        }
    }
}
