// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StreamMetricsTest {
    private final Metrics metrics = new Metrics();
    private final StreamMetrics streams = metrics.streams();

    @Test
    void countsEachPoseForEachWhoWasToHaveItAndBytesByWhatTheyTell() throws IOException {
        streams.poses(10, 5, 200, 30, 3);
        streams.entities(1000);
        streams.otherText(20);
        streams.posesSkipped(4);
        has("freehold_poses_delivered_total{detail=\"near\"} 30.0");
        has("freehold_poses_delivered_total{detail=\"far\"} 15.0");
        has("freehold_streamed_bytes_total{kind=\"poses_near\"} 510.0");
        has("freehold_streamed_bytes_total{kind=\"poses_far\"} 90.0");
        has("freehold_streamed_bytes_total{kind=\"entities\"} 1000.0");
        has("freehold_streamed_bytes_total{kind=\"other_text\"} 20.0");
        has("freehold_pose_frames_skipped_total 4.0");
    }

    @Test
    void tellsSessionsByBudgetAndTheWorstOfThemByItsHandle() throws IOException {
        streams.sessionsByBudget(new int[] {1, 0, 0, 0, 0, 5, 2});
        streams.lines(5_000_000_000L, 65_535, 4_000_000_000L);
        has("freehold_sessions_by_budget{kilobytes=\"16\"} 1.0");
        has("freehold_sessions_by_budget{kilobytes=\"512\"} 5.0");
        has("freehold_sessions_by_budget{kilobytes=\"1024\"} 2.0");
        has("freehold_queued_bytes 5.0E9");
        has("freehold_worst_session_queued_bytes 4.0E9");
        has("freehold_worst_session_handle 65535.0");
    }

    @Test
    void countingAllocatesNothing() {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int[] budgets = {1, 2, 3, 4, 5, 6, 7};
        count(budgets);
        long before = thread.getCurrentThreadAllocatedBytes();
        count(budgets);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 10_000, allocated + " bytes for 10,000 rounds");
    }

    private void count(int[] budgets) {
        for (int i = 0; i < 10_000; i++) {
            streams.poses(10, 5, 200, 30, 3);
            streams.entities(1000);
            streams.posesSkipped(1);
            streams.sessionsByBudget(budgets);
            streams.lines(1000, 1, 1000);
            metrics.messageOut("pose");
            metrics.bytesOut(Metrics.Delivery.BINARY, 100);
        }
    }

    private void has(String line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metrics.writeText(out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertEquals(1, text.lines().filter(line::equals).count(), () -> line + " in\n" + text);
    }
}
