// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.top;

import java.util.Map;
import java.util.SortedMap;

/** What happened between two readings of a histogram. Pure. */
final class Histogram {
    private Histogram() {}

    /**
     * About the value below which the given share of what happened lies; not a number when nothing did.
     *
     * @param before cumulated counts by upper bound, as in the first reading
     * @param after as in the second
     * @param share 0 to 1
     */
    static double quantile(SortedMap<Double, Double> before, SortedMap<Double, Double> after, double share) {
        if (after.isEmpty()) {
            return Double.NaN;
        }
        double all = count(before, after, after.lastKey());
        if (!(all > 0)) {
            return Double.NaN;
        }
        double wanted = share * all;
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : after.entrySet()) {
            double upper = bucket.getKey();
            double count = count(before, after, upper);
            if (count >= wanted) {
                // Beyond the last bound nothing is known but that.
                return Double.isInfinite(upper) ? lower : lower + (upper - lower) * (wanted - below) / (count - below);
            }
            lower = upper;
            below = count;
        }
        return lower;
    }

    private static double count(SortedMap<Double, Double> before, SortedMap<Double, Double> after, Double bound) {
        return after.getOrDefault(bound, 0.0) - before.getOrDefault(bound, 0.0);
    }
}
