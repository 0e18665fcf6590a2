// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The body of one request as it comes in: at most as many bytes as were announced. Event loop. */
final class BodyCollector implements AutoCloseable {
    private static final int FIRST_BYTES = 4096;

    private final BodyBudget budget;
    private final int announced;
    private final Treatment.Answering answering;
    private byte[] bytes;
    private int count;
    private boolean open = true;

    /** What was announced has been taken from the budget; it is given back by {@link #close}. */
    BodyCollector(BodyBudget budget, int announced, Treatment.Answering answering) {
        this.budget = budget;
        this.announced = announced;
        this.answering = answering;
        // Grows with what really comes, not with what somebody announces.
        this.bytes = new byte[Math.min(FIRST_BYTES, announced)];
    }

    void add(ByteBuf part) {
        int more = Math.min(part.readableBytes(), announced - count);
        if (count + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(announced, Math.max(2L * bytes.length, count + more)));
        }
        part.getBytes(part.readerIndex(), bytes, count, more);
        count += more;
    }

    Treatment.Answering answering() {
        return answering;
    }

    byte[] body() {
        return Arrays.copyOf(bytes, count);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            budget.back(announced);
        }
    }
}
