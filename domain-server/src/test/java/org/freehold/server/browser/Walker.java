// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import io.netty.buffer.ByteBuf;

/**
 * Where somebody of a {@link Crowd} is at a time: walks in a circle, looks to the left and to the right, and, every tenth, waves
 * with both hands. Immutable.
 *
 * @param index which of the crowd
 * @param centreX metres, as the rest
 */
record Walker(int index, double centreX, double centreZ, double radius) {
    private static final double WALK = 1.4;
    private static final int KIND = 1;
    private static final int UPRIGHT_WITH_VELOCITY = 0x03;
    private static final int HEAD = 0x10;
    private static final int HANDS = 0x20;
    private static final int WAVE_EVERY = 10;

    /** Steps of a hand's position to a metre, around the middle of its range. */
    private static final int HAND_STEPS = 250;

    private static final int HAND_MIDDLE = 512;
    /** No rotation: w is largest, the others are in the middle of 7 bits. */
    private static final int HAND_UPRIGHT = 3 << 21 | 64 << 14 | 64 << 7 | 64;

    /** The one of this index in a crowd that fills a square evenly. */
    static Walker inSquare(int index, int crowd, double middleX, double middleZ, double sideMetres) {
        int columns = (int) Math.ceil(Math.sqrt(crowd));
        double step = sideMetres / columns;
        double x = middleX - sideMetres / 2 + (index % columns + 0.5) * step;
        int row = index / columns;
        double z = middleZ - sideMetres / 2 + (row + 0.5) * step;
        return new Walker(index, x, z, 1 + index % 4);
    }

    boolean waves() {
        return index % WAVE_EVERY == 0;
    }

    /** Writes the pose at a time as a frame (docs/protocol.md section 7). */
    void write(ByteBuf out, int sequence, double seconds) {
        double angle = index + seconds * WALK / radius;
        double towardsX = -Math.sin(angle);
        double towardsZ = Math.cos(angle);
        out.writeByte(KIND).writeByte(UPRIGHT_WITH_VELOCITY | HEAD | (waves() ? HANDS : 0)).writeShort(sequence);
        out.writeFloat((float) (centreX + radius * Math.cos(angle))).writeFloat(0);
        out.writeFloat((float) (centreZ + radius * Math.sin(angle)));
        out.writeShort((int) Math.round(Math.atan2(-towardsX, -towardsZ) / (2 * Math.PI) * 65536));
        out.writeShort(centimetres(towardsX * WALK)).writeShort(0).writeShort(centimetres(towardsZ * WALK));
        out.writeByte((int) Math.round(Math.sin(seconds + index) * 60))
                .writeByte((int) Math.round(Math.sin(seconds) * 20));
        if (waves()) {
            double swing = 0.15 * Math.sin(seconds * 5 + index);
            writeHand(out, -0.4 + swing, 0.75, -0.25);
            writeHand(out, 0.4 + swing, 0.75, -0.25);
        }
    }

    private static int centimetres(double metres) {
        return (int) Math.round(metres * 100);
    }

    /** @param y metres from the point 1 m above the soles */
    private static void writeHand(ByteBuf out, double x, double y, double z) {
        out.writeInt(handSteps(x) << 20 | handSteps(y) << 10 | handSteps(z)).writeMedium(HAND_UPRIGHT);
    }

    private static int handSteps(double metres) {
        return HAND_MIDDLE + (int) Math.round(metres * HAND_STEPS);
    }
}
