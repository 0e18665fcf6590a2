// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import io.netty.buffer.ByteBuf;

/** One data channel. On the thread of its {@link DataChannels}. */
public final class DataChannel {
    private final int id;
    private final ChannelOptions options;

    DataChannel(int id, ChannelOptions options) {
        this.id = id;
        this.options = options;
    }

    /** The number of its stream, the same on both sides. */
    public int id() {
        return id;
    }

    /** How it treats messages. */
    public ChannelOptions options() {
        return options;
    }

    /** Whether it can take messages: from the moment it was opened, by either side, until either closes it. */
    public boolean isOpen() {
        throw new UnsupportedOperationException();
    }

    /**
     * Queues a message; {@link DataChannels#flush} sends it. Its bytes are read when they are sent, and held until they are acknowledged or given up,
     * so the same buffer may be on its way to many peers without a copy for each.
     *
     * @param message between its reader and writer index; one reference to it passes to the channel, whatever the result, and its bytes
     *        may not change any more
     * @param now nanoseconds
     */
    public SendResult send(boolean binary, ByteBuf message, long now) {
        throw new UnsupportedOperationException();
    }

    /** Bytes of messages of which nothing, or not all, was sent yet. */
    public long bufferedAmount() {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks for {@link ChannelListener#bufferedAmountLow}.
     *
     * @param bytes 0 at first
     */
    public void bufferedAmountLowThreshold(long bytes) {
        throw new UnsupportedOperationException();
    }

    /** Takes no more messages, sends what waits, then closes both directions; {@link ChannelListener#closed} tells when that is done. */
    public void close() {
        throw new UnsupportedOperationException();
    }
}
