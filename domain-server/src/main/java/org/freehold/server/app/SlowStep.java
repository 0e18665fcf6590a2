// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says what is being done, but only if it takes long enough for somebody to wonder. */
final class SlowStep implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CountDownLatch done = new CountDownLatch(1);

    private SlowStep() {}

    /** A step begins; it is over when this is closed. */
    static SlowStep begin(PrintWriter out, String what) {
        SlowStep step = new SlowStep();
        Thread.ofVirtual().start(() -> {
            try {
                if (!step.done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    out.println(what);
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return step;
    }

    @Override
    public void close() {
        done.countDown();
    }
}
