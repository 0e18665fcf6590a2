// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import java.util.Arrays;

/** How old poses were when they arrived, in steps of a tenth of a millisecond up to three seconds. For one thread. */
public final class Ages {
    private static final long STEP_NANOS = 100_000;
    private static final double STEPS_PER_MILLI = 10;

    private final long[] counts = new long[30_000];

    /** One more, nanoseconds old. */
    public void add(long nanos) {
        int step = (int) (nanos / STEP_NANOS);
        counts[step < 0 ? 0 : Math.min(step, counts.length - 1)]++;
    }

    /** Those that somebody else counted. */
    public void addAll(Ages others) {
        for (int step = 0; step < counts.length; step++) {
            counts[step] += others.counts[step];
        }
    }

    /** The age, milliseconds, that this part of all poses, 0 to 1, did not exceed; NaN when there were none. */
    public double quantileMillis(double part) {
        long wanted = (long) Math.ceil(part * Arrays.stream(counts).sum());
        long seen = 0;
        for (int step = 0; step < counts.length; step++) {
            seen += counts[step];
            if (seen >= wanted && seen > 0) {
                return (step + 0.5) / STEPS_PER_MILLI;
            }
        }
        return Double.NaN;
    }

    void clear() {
        Arrays.fill(counts, 0);
    }
}
