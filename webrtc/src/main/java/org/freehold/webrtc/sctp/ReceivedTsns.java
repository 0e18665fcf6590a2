// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.Arrays;

/** Which TSNs have come: all up to one, and ranges after it (RFC 9260 section 3.3.4). On the hot path. */
final class ReceivedTsns {
    private static final int FIRST_CAPACITY = 8;

    /** A SACK can't tell of what is farther away. */
    private static final int MAX_DISTANCE = 0xFFFF;

    private final int maxRanges;
    private int[] firsts = new int[FIRST_CAPACITY];
    private int[] lasts = new int[FIRST_CAPACITY];
    private int ranges;
    private int cumulative;

    /**
     * Nothing has come.
     *
     * @param firstTsn the one to begin with
     * @param maxRanges of packets after a missing one
     */
    ReceivedTsns(int firstTsn, int maxRanges) {
        cumulative = firstTsn - 1;
        this.maxRanges = maxRanges;
    }

    /** The last one before the first that is missing. */
    int cumulative() {
        return cumulative;
    }

    /** The last one that has come. */
    int highest() {
        return ranges == 0 ? cumulative : lasts[ranges - 1];
    }

    int ranges() {
        return ranges;
    }

    /** The first TSN of a range. */
    int first(int range) {
        return firsts[range];
    }

    /** The last TSN of a range. */
    int last(int range) {
        return lasts[range];
    }

    boolean has(int tsn) {
        if (!Serial.after(tsn, cumulative)) {
            return true;
        }
        int range = lastBeginningAtOrBefore(tsn);
        return range >= 0 && !Serial.after(tsn, lasts[range]);
    }

    /** Whether there is room to remember this one. */
    boolean canAdd(int tsn) {
        if (tsn - cumulative > MAX_DISTANCE) {
            return false;
        }
        if (ranges < maxRanges || tsn == cumulative + 1) {
            return true;
        }
        int range = lastBeginningAtOrBefore(tsn);
        return (range >= 0 && lasts[range] + 1 == tsn) || (range + 1 < ranges && firsts[range + 1] - 1 == tsn);
    }

    /** Adds one that has not come before, and for which there is room. */
    void add(int tsn) {
        if (tsn == cumulative + 1) {
            cumulative = tsn;
            takeUp();
            return;
        }
        int range = lastBeginningAtOrBefore(tsn);
        boolean joinsEarlier = range >= 0 && lasts[range] + 1 == tsn;
        boolean joinsLater = range + 1 < ranges && firsts[range + 1] - 1 == tsn;
        if (joinsEarlier && joinsLater) {
            lasts[range] = lasts[range + 1];
            remove(range + 1, 1);
        } else if (joinsEarlier) {
            lasts[range] = tsn;
        } else if (joinsLater) {
            firsts[range + 1] = tsn;
        } else {
            insert(range + 1, tsn);
        }
    }

    /** Nothing up to here is waited for any more. */
    void forward(int tsn) {
        cumulative = tsn;
        int passed = 0;
        while (passed < ranges && !Serial.after(lasts[passed], tsn)) {
            passed++;
        }
        remove(0, passed);
        if (ranges > 0 && !Serial.after(firsts[0], tsn)) {
            firsts[0] = tsn + 1;
        }
        takeUp();
    }

    private void takeUp() {
        if (ranges > 0 && firsts[0] == cumulative + 1) {
            cumulative = lasts[0];
            remove(0, 1);
        }
    }

    /** From the end, for most packets come in order. */
    private int lastBeginningAtOrBefore(int tsn) {
        int range = ranges - 1;
        while (range >= 0 && Serial.after(firsts[range], tsn)) {
            range--;
        }
        return range;
    }

    private void insert(int at, int tsn) {
        if (ranges == firsts.length) {
            int capacity = Math.min(maxRanges, 2 * ranges);
            firsts = Arrays.copyOf(firsts, capacity);
            lasts = Arrays.copyOf(lasts, capacity);
        }
        System.arraycopy(firsts, at, firsts, at + 1, ranges - at);
        System.arraycopy(lasts, at, lasts, at + 1, ranges - at);
        firsts[at] = tsn;
        lasts[at] = tsn;
        ranges++;
    }

    private void remove(int at, int count) {
        System.arraycopy(firsts, at + count, firsts, at, ranges - at - count);
        System.arraycopy(lasts, at + count, lasts, at, ranges - at - count);
        ranges -= count;
    }
}
