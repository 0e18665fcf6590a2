// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.floor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Arrays;

/** Each is told of those who moved within 20 m, found by a grid of 20 m: one frame for each. */
final class CityTick implements FloorTick {
    private static final float NEAR_METRES = 20;
    /** The grid wraps: who is this many squares apart is in one list, and too far to be told. */
    private static final int EDGE = 64;

    private final FloorPeople people;
    private final int[] first = new int[EDGE * EDGE];
    private int[] next = {};

    CityTick(FloorPeople people) {
        this.people = people;
    }

    @Override
    public void run() {
        int count = people.size();
        if (next.length < count) {
            next = new int[count * 2];
        }
        Arrays.fill(first, -1);
        for (int i = 0; i < count; i++) {
            FloorConnection each = people.get(i);
            if (each.isFresh()) {
                int square = square(column(each.x()), column(each.z()));
                next[i] = first[square];
                first[square] = i;
            }
        }
        for (int i = 0; i < count; i++) {
            tell(i);
        }
        for (int i = 0; i < count; i++) {
            people.get(i).told();
        }
    }

    private void tell(int who) {
        FloorConnection receiver = people.get(who);
        ByteBuf content = PooledByteBufAllocator.DEFAULT.directBuffer(32 * FloorPose.BYTES);
        int middleX = column(receiver.x());
        int middleZ = column(receiver.z());
        for (int i = middleX - 1; i <= middleX + 1; i++) {
            for (int k = middleZ - 1; k <= middleZ + 1; k++) {
                for (int other = first[square(i, k)]; other >= 0; other = next[other]) {
                    if (other != who && isNear(receiver, people.get(other))) {
                        content.writeBytes(people.get(other).pose());
                    }
                }
            }
        }
        if (content.isReadable()) {
            receiver.send(content);
        } else {
            content.release();
        }
    }

    private static boolean isNear(FloorConnection one, FloorConnection other) {
        float dx = one.x() - other.x();
        float dz = one.z() - other.z();
        return dx * dx + dz * dz <= NEAR_METRES * NEAR_METRES;
    }

    private static int column(float metres) {
        return (int) Math.floor(metres / NEAR_METRES);
    }

    private static int square(int column, int row) {
        return Math.floorMod(column, EDGE) * EDGE + Math.floorMod(row, EDGE);
    }
}
