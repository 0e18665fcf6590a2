// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import java.util.Arrays;

/**
 * On the hot path of the world thread: where the poses of a group at one level stand among the poses encoded in this tick. In
 * pieces, each of one cell and one detail and of at most 255 poses, as on the wire.
 */
final class PoseChunk {
    private static final int NUMBERS = 4;

    /** The tick that it was encoded in. */
    long tick = -1;

    private int[] pieces = new int[NUMBERS];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int cellAndDetail, int count, int start, int end) {
        int at = size * NUMBERS;
        if (at == pieces.length) {
            pieces = Arrays.copyOf(pieces, at * 2);
        }
        pieces[at] = cellAndDetail;
        pieces[at + 1] = count;
        pieces[at + 2] = start;
        pieces[at + 3] = end;
        size++;
    }

    int size() {
        return size;
    }

    /** As on the wire. */
    int cellAndDetail(int piece) {
        return pieces[piece * NUMBERS];
    }

    int count(int piece) {
        return pieces[piece * NUMBERS + 1];
    }

    int start(int piece) {
        return pieces[piece * NUMBERS + 2];
    }

    int end(int piece) {
        return pieces[piece * NUMBERS + 3];
    }
}
