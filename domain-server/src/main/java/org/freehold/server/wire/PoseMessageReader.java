// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages of poses, for visitors in Java and for tests (docs/protocol.md section 7; layout: {@link PoseMessageWriter}). */
public final class PoseMessageReader {
    private static final int FIXED_BYTES = 9;
    private static final double CELL_METRES = PoseMessageWriter.CELL_METRES;
    private static final double STEP_METRES = CELL_METRES / 65_536;
    private static final double FAR_STEP_METRES = CELL_METRES / 256;
    private static final int CELL_MASK = 0x3ff;
    private static final int CELL_OFFSET = 512;

    private final ByteBuf message;
    private final int end;
    private int next;
    private double cellX;
    private double cellY;
    private double cellZ;
    private final List<PoseMessage.Pose> poses = new ArrayList<>();

    private PoseMessageReader(ByteBuf message) {
        this.message = message;
        this.next = message.readerIndex();
        this.end = message.writerIndex();
    }

    /**
     * The poses in the readable bytes, without moving the reader index; any thread.
     *
     * @return null when the message is not whole or not of this kind
     */
    public static @Nullable PoseMessage read(ByteBuf message) {
        return new PoseMessageReader(message).read();
    }

    private @Nullable PoseMessage read() {
        if (end - next < PoseMessageWriter.HEADER_BYTES
                || message.getByte(next) != PoseCodec.KIND
                || message.getByte(next + 1) != 0) {
            return null;
        }
        long time = message.getUnsignedInt(next + 2);
        next += PoseMessageWriter.HEADER_BYTES;
        while (next < end) {
            if (end - next < PoseMessageWriter.GROUP_BYTES) {
                return null;
            }
            int cell = message.getInt(next);
            int detail = cell >>> 30;
            if (detail > 1) {
                break;
            }
            int count = message.getUnsignedByte(next + 4);
            next += PoseMessageWriter.GROUP_BYTES;
            cellX = corner(cell >> 20);
            cellY = corner(cell >> 10);
            cellZ = corner(cell);
            for (int i = 0; i < count; i++) {
                if (!(detail == 0 ? readPose() : readFarPose())) {
                    return null;
                }
            }
        }
        return new PoseMessage(time, poses);
    }

    private boolean readPose() {
        if (end - next < FIXED_BYTES) {
            return false;
        }
        int flags = message.getUnsignedByte(next + 2);
        boolean upright = (flags & AvatarPose.UPRIGHT) != 0;
        boolean moves = (flags & AvatarPose.VELOCITY) != 0;
        int rotation = next + FIXED_BYTES;
        int velocity = rotation + (upright ? Short.BYTES : Integer.BYTES);
        int limbs = velocity + (moves ? upright ? Short.BYTES : PoseCodec.VELOCITY_BYTES : 0);
        int after = limbs + PoseCodec.limbBytes(flags);
        if ((flags & ~PoseCodec.KNOWN_FLAGS) != 0 || after > end) {
            return false;
        }
        poses.add(new PoseMessage.Pose(
                message.getUnsignedShort(next),
                0,
                flags,
                cellX + message.getUnsignedShort(next + 3) * STEP_METRES,
                cellY + message.getUnsignedShort(next + 5) * STEP_METRES,
                cellZ + message.getUnsignedShort(next + 7) * STEP_METRES,
                upright
                        ? RotationCodec.fromYaw(message.getUnsignedShort(rotation))
                        : RotationCodec.fromSmallestThree(message.getInt(rotation)),
                moves ? velocity(velocity, upright, 0) : 0,
                moves ? velocity(velocity, upright, 1) : 0,
                moves ? velocity(velocity, upright, 2) : 0,
                (flags & AvatarPose.HEAD) == 0 ? null : LimbCodec.toHead(message.getShort(limbs)),
                (flags & AvatarPose.HANDS) == 0 ? null : hands(after - 2 * LimbCodec.HAND_BYTES)));
        next = after;
        return true;
    }

    private boolean readFarPose() {
        if (end - next < PoseMessageWriter.FAR_POSE_BYTES) {
            return false;
        }
        poses.add(new PoseMessage.Pose(
                message.getUnsignedShort(next),
                1,
                AvatarPose.UPRIGHT,
                cellX + (message.getUnsignedByte(next + 2) + 0.5) * FAR_STEP_METRES,
                cellY + (message.getUnsignedByte(next + 3) + 0.5) * FAR_STEP_METRES,
                cellZ + (message.getUnsignedByte(next + 4) + 0.5) * FAR_STEP_METRES,
                RotationCodec.fromYaw(message.getUnsignedByte(next + 5) << 8),
                0,
                0,
                0,
                null,
                null));
        next += PoseMessageWriter.FAR_POSE_BYTES;
        return true;
    }

    private double velocity(int index, boolean planar, int axis) {
        if (!planar) {
            return message.getShort(index + axis * Short.BYTES) / PoseCodec.STEPS_PER_METRE_A_SECOND;
        }
        double direction = message.getUnsignedByte(index) * 2 * Math.PI / 256;
        double speed = message.getUnsignedByte(index + 1) / 10.0;
        return switch (axis) {
            case 0 -> -speed * Math.sin(direction);
            case 1 -> 0;
            default -> -speed * Math.cos(direction);
        };
    }

    private AvatarPose.Hands hands(int index) {
        return new AvatarPose.Hands(
                LimbCodec.toHand(PoseCodec.readHand(message, index)),
                LimbCodec.toHand(PoseCodec.readHand(message, index + LimbCodec.HAND_BYTES)));
    }

    private static double corner(int cell) {
        return ((cell & CELL_MASK) - CELL_OFFSET) * CELL_METRES;
    }
}
