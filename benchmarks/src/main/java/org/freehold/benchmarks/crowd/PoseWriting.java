// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import io.netty.buffer.ByteBuf;

/** Writes a walker's pose as a client sends it (docs/protocol.md section 7). */
final class PoseWriting {
    private static final int KIND = 1;
    private static final int UPRIGHT = 0x01;
    private static final int VELOCITY = 0x02;
    private static final int HEAD = 0x10;
    private static final int HANDS = 0x20;
    private static final double YAW_UNITS = 65_536 / (2 * Math.PI);
    private static final int CENTIMETRES = 100;
    /** Smallest three with 7 bits: no turn. */
    private static final int HAND_AT_REST = 3 << 21 | 64 << 14 | 64 << 7 | 64;
    private static final int HAND_MIDDLE = 512;
    private static final int HAND_SIDE = 75;

    private PoseWriting() {}

    /**
     * A pose of somebody who walks; with head and hands that move, if wanted.
     *
     * @param number as {@link PoseNumber} has it
     * @param sequence one more with each pose; its lowest 16 bits count
     */
    static void write(ByteBuf out, Walkers walkers, int walker, int number, int sequence, boolean headAndHands) {
        double heading = walkers.headingRadians(walker);
        out.writeByte(KIND)
                .writeByte(UPRIGHT | VELOCITY | (headAndHands ? HEAD | HANDS : 0))
                .writeShort(sequence)
                .writeFloat(walkers.x(walker))
                .writeFloat(PoseNumber.heightMetres(number))
                .writeFloat(walkers.z(walker))
                .writeShort((int) Math.round(heading * YAW_UNITS))
                .writeShort(centimetres(-Math.sin(heading)))
                .writeShort(0)
                .writeShort(centimetres(-Math.cos(heading)));
        if (headAndHands) {
            int swing = number % 40 - 20;
            out.writeByte(swing).writeByte(-swing);
            hand(out, HAND_MIDDLE - HAND_SIDE, swing);
            hand(out, HAND_MIDDLE + HAND_SIDE, -swing);
        }
    }

    private static void hand(ByteBuf out, int x, int swing) {
        out.writeInt(x << 20 | HAND_MIDDLE << 10 | HAND_MIDDLE + swing).writeMedium(HAND_AT_REST);
    }

    private static int centimetres(double direction) {
        return (int) Math.round(direction * Walkers.METRES_PER_SECOND * CENTIMETRES);
    }
}
