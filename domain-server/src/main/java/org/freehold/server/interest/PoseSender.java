// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import io.netty.buffer.ByteBuf;
import org.freehold.server.metrics.StreamMetrics;

/**
 * On the hot path: assembles the messages of viewpoints and gives them to their sessions. One for each thread that does so, with what
 * that thread needs for itself; of what is shared it only reads.
 */
final class PoseSender {
    private final PoseMessageBuilder message;
    private final Viewpoint.Order order = new Viewpoint.Order();
    private final StreamMetrics metrics;
    private final FriendPoses friends;

    /** @param worker number of the thread, see {@link Helpers.Work#doPart} */
    PoseSender(int worker, StreamMetrics metrics, FriendPoses friends) {
        this.message = new PoseMessageBuilder(worker);
        this.metrics = metrics;
        this.friends = friends;
    }

    /** Another tick: what was encoded before is not needed any more. */
    void startTick() {
        message.startTick();
    }

    /** Lets the viewpoint look around among the first {@code count} groups if that is due, and sends what is. */
    void send(Viewpoint viewpoint, PoseGroup[] groups, int count, long tick, long epochMillis) {
        if (viewpoint.isTurn(tick)) {
            viewpoint.look(groups, count, order);
        }
        message.start(epochMillis);
        viewpoint.assemble(message, tick);
        if (!message.isEmpty()) {
            sendToAll(viewpoint);
        }
        for (int i = 0; i < viewpoint.views.size(); i++) {
            View view = viewpoint.views.get(i);
            if (view.visitor.friends().length > 0 && !view.line.skipsPoses()) {
                sendFriends(view, viewpoint, tick, epochMillis);
            }
        }
    }

    private void sendToAll(Viewpoint viewpoint) {
        ByteBuf frame = message.frame();
        int behind = 0;
        try {
            for (int i = 0; i < viewpoint.views.size(); i++) {
                View view = viewpoint.views.get(i);
                if (!view.line.skipsPoses()) {
                    view.visitor.link().sendNewest(frame.retainedDuplicate());
                } else {
                    behind++;
                }
            }
            message.count(frame, viewpoint.views.size() - behind, metrics);
            metrics.posesSkipped(behind);
        } finally {
            frame.release();
        }
    }

    private void sendFriends(View view, Viewpoint viewpoint, long tick, long epochMillis) {
        message.start(epochMillis);
        friends.gather(view, viewpoint, message, tick);
        if (!message.isEmpty()) {
            ByteBuf frame = message.frame();
            message.count(frame, 1, metrics);
            view.visitor.link().sendOnce(frame);
        }
    }
}
