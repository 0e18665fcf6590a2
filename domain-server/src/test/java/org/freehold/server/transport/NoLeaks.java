// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class that lost a buffer: Netty only logs it, and only when it happens to look. */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
    private static final int LOOKS = 3;
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        assertEquals(ResourceLeakDetector.Level.PARANOID, ResourceLeakDetector.getLevel());
        look(); // leaks of tests before are not ours
        ByteBufUtil.setLeakListener((resourceType, records) -> leaks.add(records));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        look();
        ByteBufUtil.setLeakListener(null);
        assertEquals(List.of(), List.copyOf(leaks), "buffers that nobody released");
    }

    /** The detector looks whenever a tracked buffer is made, at those that the collector has found since. */
    private static void look() {
        for (int i = 0; i < LOOKS; i++) {
            collect();
            UnpooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
    }

    private static void collect() {
        WeakReference<Object> marker = new WeakReference<>(new Object());
        while (marker.get() != null) {
            System.gc();
        }
    }
}
