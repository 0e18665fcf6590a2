// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.floor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/** All are told of all who moved: one frame, encoded once, with its header. */
final class PlazaTick implements FloorTick {
    private static final int FINAL_BINARY = 0x82;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int LONGEST_SHORT = 65_535;

    private final FloorPeople people;

    PlazaTick(FloorPeople people) {
        this.people = people;
    }

    @Override
    public void run() {
        int fresh = 0;
        for (int i = 0; i < people.size(); i++) {
            fresh += people.get(i).isFresh() ? 1 : 0;
        }
        if (fresh == 0) {
            return;
        }
        int length = fresh * FloorPose.BYTES;
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(length + 10);
        header(frame, length);
        for (int i = 0; i < people.size(); i++) {
            FloorConnection each = people.get(i);
            if (each.isFresh()) {
                frame.writeBytes(each.pose());
                each.told();
            }
        }
        for (int i = 0; i < people.size(); i++) {
            people.get(i).sendEncoded(frame.retainedDuplicate());
        }
        frame.release();
    }

    private static void header(ByteBuf out, int length) {
        out.writeByte(FINAL_BINARY);
        if (length < SHORT_LENGTH) {
            out.writeByte(length);
        } else if (length <= LONGEST_SHORT) {
            out.writeByte(SHORT_LENGTH).writeShort(length);
        } else {
            out.writeByte(LONG_LENGTH).writeLong(length);
        }
    }
}
