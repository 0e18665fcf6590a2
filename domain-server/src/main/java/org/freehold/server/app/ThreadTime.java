// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** How much processor time threads have had. */
final class ThreadTime {
    private static final double NANOS = 1e9;

    private ThreadTime() {}

    /**
     * Of a thread and its helpers since they began, seconds; negative where this system does not tell, or when there is no such thread.
     *
     * @param threadId as {@link Thread#threadId}, or 0 for none
     * @param helperIds of the helpers; one that has ended counts nothing
     */
    static double seconds(long threadId, List<Long> helperIds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (threadId == 0 || !threads.isThreadCpuTimeSupported() || !threads.isThreadCpuTimeEnabled()) {
            return -1;
        }
        long nanos = threads.getThreadCpuTime(threadId);
        if (nanos < 0) {
            return -1;
        }
        for (long helper : helperIds) {
            nanos += Math.max(0, threads.getThreadCpuTime(helper));
        }
        return nanos / NANOS;
    }
}
