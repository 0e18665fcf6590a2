// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import io.netty.buffer.ByteBuf;

/** One data channel. On the thread of its {@link DataChannels}. */
public final class DataChannel {
    private final DataChannels channels;
    private final int id;
    private final ChannelOptions options;
    private boolean confirmed;
    private boolean closing;
    private boolean outgoingReset;
    private boolean incomingReset;
    private boolean ended;
    private boolean followsUnconfirmedReset;
    private boolean aboveThreshold;
    private long bufferedAmountLowThreshold;

    DataChannel(DataChannels channels, int id, ChannelOptions options, boolean confirmed) {
        this.channels = channels;
        this.id = id;
        this.options = options;
        this.confirmed = confirmed;
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
        return !closing && !ended && channels.takesMessages();
    }

    /**
     * Queues a message; {@link DataChannels#flush} sends it. Its bytes are read when they are sent, and held until they are acknowledged or given up,
     * so the same buffer may be on its way to many peers without a copy for each.
     *
     * @param binary or text, which is UTF-8; that is not checked
     * @param message between its reader and writer index; one reference to it passes to the channel, whatever the result, and its bytes
     *        may not change any more
     * @param now nanoseconds
     */
    public SendResult send(boolean binary, ByteBuf message, long now) {
        SendResult result = channels.send(this, binary, message, now);
        aboveThreshold |= bufferedAmount() > bufferedAmountLowThreshold;
        return result;
    }

    /** Bytes of messages of which nothing, or not all, was sent yet. */
    public long bufferedAmount() {
        return ended ? 0 : channels.unsentBytes(this);
    }

    /**
     * Asks for {@link ChannelListener#bufferedAmountLow}.
     *
     * @param bytes 0 at first
     */
    public void bufferedAmountLowThreshold(long bytes) {
        bufferedAmountLowThreshold = bytes;
        aboveThreshold = bufferedAmount() > bytes;
    }

    /** Takes no more messages, sends what waits, then closes both directions; {@link ChannelListener#closed} tells when that is done. */
    public void close() {
        if (isOpen()) {
            closing = true;
            channels.reset(this);
        }
    }

    /** Whether the peer knows of it, so that messages may overtake its opening. */
    boolean isConfirmed() {
        return confirmed;
    }

    void confirm() {
        confirmed = true;
    }

    /** Whether messages of the peer are still of interest. */
    boolean isListening() {
        return !closing && !incomingReset;
    }

    /** The peer has closed its direction; this side follows. */
    void peerClosed() {
        incomingReset = true;
        close();
    }

    /** Whether the peer has closed its direction. */
    boolean isClosedByPeer() {
        return incomingReset;
    }

    /** Has the number of a channel that the peer knows to be closed; the confirmation that this side's direction is may still come. */
    void follow(DataChannel before) {
        followsUnconfirmedReset = !before.outgoingReset;
    }

    /** This side's direction is closed, or that of the channel before. */
    void ownClosed() {
        outgoingReset = closing && !followsUnconfirmedReset;
        followsUnconfirmedReset = false;
    }

    /** Whether both directions are closed. */
    boolean isClosed() {
        return outgoingReset && incomingReset;
    }

    /** It is over. */
    void end() {
        ended = true;
    }

    /** Whether what waits has just fallen to the threshold. */
    boolean hasFallen() {
        boolean fallen = aboveThreshold && bufferedAmount() <= bufferedAmountLowThreshold;
        aboveThreshold &= !fallen;
        return fallen;
    }
}
