// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How much processor time a thread has had. */
final class ThreadTime {
    private static final double NANOS = 1e9;

    private ThreadTime() {}

    /**
     * Since the thread began, seconds; negative where this system does not tell, or when there is no such thread.
     *
     * @param threadId as {@link Thread#threadId}, or 0 for none
     */
    static double seconds(long threadId) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (threadId == 0 || !threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
            return -1;
        }
        long nanos = threads.getThreadCpuTime(threadId);
        return nanos < 0 ? -1 : nanos / NANOS;
    }
}
