// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

/**
 * Counts the poses of a server's message (docs/protocol.md section 7) without making anything of them: on the hot path of the generator,
 * millions a second. One for each visitor, for one thread.
 */
final class PoseReading {
    private static final int HEADER_BYTES = 6;
    private static final int GROUP_BYTES = 5;
    private static final int FAR_BYTES = 6;
    private static final int FIXED_BYTES = 9;
    private static final int Y_OFFSET = 5;
    private static final int KIND = 1;
    /** Cells along y are told from each other by these bits; the crowd is in the one from 0 to 32 m. */
    private static final int CELL_J_SHIFT = 10;
    private static final int CELL_J_MASK = 0x3ff;
    private static final int CELL_J = 512;

    /** For each flags byte: the bytes of a pose of detail 0. */
    private static final byte[] SIZES = sizes();

    private final int receiver;
    private final Stage stage;

    PoseReading(int receiver, Stage stage) {
        this.receiver = receiver;
        this.stage = stage;
    }

    /** Reads a message; what does not belong to the crowd is passed over. */
    void read(byte[] bytes, int from, int to, long nowNanos) {
        if (to - from < HEADER_BYTES || bytes[from] != KIND || bytes[from + 1] != 0) {
            return;
        }
        int next = from + HEADER_BYTES;
        while (to - next >= GROUP_BYTES) {
            int detail = (bytes[next] & 0xff) >>> 6;
            int cell = (bytes[next] & 0xff) << 24 | (bytes[next + 1] & 0xff) << 16 | u16(bytes, next + 2);
            int count = bytes[next + 4] & 0xff;
            next += GROUP_BYTES;
            if (detail == 0) {
                boolean numbered = (cell >>> CELL_J_SHIFT & CELL_J_MASK) == CELL_J;
                next = near(bytes, next, to, count, numbered, nowNanos);
            } else if (detail == 1) {
                next = far(bytes, next, to, count);
            } else {
                return;
            }
        }
    }

    private int near(byte[] bytes, int from, int to, int count, boolean numbered, long nowNanos) {
        Tally tally = stage.tally();
        ThingTally things = stage.things();
        double header = (double) GROUP_BYTES / count;
        int next = from;
        for (int i = 0; i < count && to - next >= FIXED_BYTES; i++) {
            int handle = u16(bytes, next);
            int sender = stage.walkerOf(handle);
            int number = numbered ? PoseNumber.at(u16(bytes, next + Y_OFFSET)) : -1;
            int size = SIZES[bytes[next + 2] & 0xff];
            if (sender < 0) {
                if (!things.pose(receiver, handle, number, size + header, nowNanos)) {
                    tally.other(receiver);
                }
            } else if (number >= 0) {
                tally.near(receiver, sender, number, nowNanos);
            }
            next += size;
        }
        return next;
    }

    private int far(byte[] bytes, int from, int to, int count) {
        int next = from;
        for (int i = 0; i < count && to - next >= FAR_BYTES; i++) {
            int sender = stage.walkerOf(u16(bytes, next));
            if (sender >= 0) {
                stage.tally().far(receiver, sender);
            }
            next += FAR_BYTES;
        }
        return next;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    private static byte[] sizes() {
        byte[] sizes = new byte[256];
        for (int flags = 0; flags < sizes.length; flags++) {
            boolean upright = (flags & 0x01) != 0;
            boolean velocity = (flags & 0x02) != 0;
            int size = FIXED_BYTES + (upright ? 2 : 4);
            if (velocity) {
                size += upright ? 2 : 6;
            }
            size += (flags & 0x10) != 0 ? 2 : 0;
            size += (flags & 0x20) != 0 ? 14 : 0;
            sizes[flags] = (byte) size;
        }
        return sizes;
    }
}
