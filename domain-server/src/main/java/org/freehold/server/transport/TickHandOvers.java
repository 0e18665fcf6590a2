// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.channel.EventLoop;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The {@link TickHandOver} of each event loop; there are as many as the machine has cores, and they stay. Any thread. */
final class TickHandOvers {
    private record OfLoop(EventLoop loop, TickHandOver handOver) {}

    private volatile OfLoop[] all = {};

    TickHandOver of(EventLoop loop) {
        OfLoop found = find(loop);
        return found == null ? make(loop) : found.handOver;
    }

    /** World thread, at the end of a tick. */
    void handOver() {
        for (OfLoop each : all) {
            each.handOver.handOver();
        }
    }

    private synchronized TickHandOver make(EventLoop loop) {
        OfLoop found = find(loop);
        if (found == null) {
            OfLoop[] more = Arrays.copyOf(all, all.length + 1);
            found = new OfLoop(loop, new TickHandOver(loop));
            more[all.length] = found;
            all = more;
        }
        return found.handOver;
    }

    private @Nullable OfLoop find(EventLoop loop) {
        for (OfLoop each : all) {
            if (each.loop.equals(loop)) {
                return each;
            }
        }
        return null;
    }
}
