// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.freehold.server.wire.ErrorCode;

/** Sends back what comes in, and remembers what happened. */
final class EchoSessions implements TransportHandler.Factory {
    final BlockingQueue<Transport> opened = new LinkedBlockingQueue<>();
    final Queue<String> tooLarge = new ConcurrentLinkedQueue<>();
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public TransportHandler open(Transport transport) {
        opened.add(transport);
        return new TransportHandler() {
            @Override
            public void text(ByteBuf utf8) {
                switch (utf8.toString(StandardCharsets.UTF_8)) {
                    case "close" -> transport.close(ErrorCode.STOPPING);
                    case "fault" -> throw new IllegalStateException("a fault on purpose");
                    case "local?" -> {
                        transport.sendReliable(utf8.alloc()
                                .buffer()
                                .writeBytes(String.valueOf(transport.isFromThisMachine())
                                        .getBytes(StandardCharsets.UTF_8)));
                        transport.flush();
                    }
                    default -> {
                        transport.sendReliable(utf8.retainedDuplicate());
                        transport.flush();
                    }
                }
            }

            @Override
            public void binary(ByteBuf frame) {
                transport.sendOnce(PoseFrames.of(frame));
                transport.flush();
            }

            @Override
            public void tooLarge(long bytes, int limit) {
                tooLarge.add(bytes + " > " + limit);
                transport.close(ErrorCode.TOO_LARGE);
            }

            @Override
            public void closed() {
                closed.incrementAndGet();
            }
        };
    }
}
