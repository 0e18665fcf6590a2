// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.util.Arrays;
import java.util.Collection;

/** Numbers measured in the same way, in ascending order. */
final class Samples {
    private final double[] sorted;

    Samples(Collection<? extends Number> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    }

    double median() {
        return quantile(0.5);
    }

    double max() {
        return sorted[sorted.length - 1];
    }

    /** The smallest sample that is not exceeded by this part of them, 0 to 1. */
    double quantile(double part) {
        int index = (int) Math.ceil(part * sorted.length) - 1;
        return sorted[Math.clamp(index, 0, sorted.length - 1)];
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
