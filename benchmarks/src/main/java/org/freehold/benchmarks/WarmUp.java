// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.time.Duration;

/**
 * How long a server runs under load before it is measured. What is measured is a server as it is for the rest of its days, and Java compiles what
 * runs by how often it runs: with 400 visitors within a minute, with 100 in three.
 */
final class WarmUp {
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final Duration STEP = Duration.ofSeconds(20);

    /** Of a step: a thousandth of a core. */
    private static final double HARDLY_ANYTHING_MILLIS = STEP.toMillis() / 1000.0;

    private WarmUp() {}

    /** Waits for as long as was told; otherwise until Java compiles hardly anything any more, five minutes at most. */
    static void await(CrowdOptions options, ServerMeter meter) throws InterruptedException {
        long begin = System.nanoTime();
        Thread.sleep(options.warmUp());
        if (!options.warmUpIsTold()) {
            awaitCompiled(begin, meter);
        }
    }

    /** The same for a server that has been measured already, with fewer visitors: it is warm when nothing new is compiled for more of them. */
    static void awaitAgain(CrowdOptions options, ServerMeter meter) throws InterruptedException {
        if (options.warmUpIsTold()) {
            Thread.sleep(options.warmUp());
        } else {
            awaitCompiled(System.nanoTime(), meter);
        }
    }

    private static void awaitCompiled(long begin, ServerMeter meter) throws InterruptedException {
        double before = meter.compiledMillis();
        double within = Double.POSITIVE_INFINITY;
        while (within > HARDLY_ANYTHING_MILLIS && System.nanoTime() - begin < MOST.toNanos()) {
            Thread.sleep(STEP);
            double now = meter.compiledMillis();
            within = now - before;
            before = now;
        }
    }
}
