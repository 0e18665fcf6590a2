// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.random.RandomGenerator;
import org.freehold.webrtc.sctp.Association;
import org.freehold.webrtc.sctp.AssociationListener;
import org.freehold.webrtc.sctp.EndReason;
import org.freehold.webrtc.sctp.Limits;
import org.freehold.webrtc.sctp.PacketSink;
import org.freehold.webrtc.sctp.Reliability;
import org.freehold.webrtc.sctp.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * The data channels to one peer, on one SCTP association over one DTLS connection (RFC 8831, 8832, 8261). On the hot path, owned by one
 * thread at a time. Knows no socket and no clock: packets and the time are handed in.
 *
 * <p>Usage: hand in every packet that has come, send what there is to send, then call {@link #flush} once. Nothing is sent in between, so a batch of
 * packets is answered by one acknowledgement, and small messages share a packet. After each flush {@link #timeoutIn} says when to call
 * {@link #timeout} at the latest; a timer that is already due earlier may stay, for a {@code timeout} that comes too early does nothing.
 *
 * <p>A time is nanoseconds of a clock that never goes back, such as {@link System#nanoTime}; the same clock for every call.
 *
 * <p>Whoever lets go of it without having been told of its end calls {@link #abort} first: that gives back the buffers that wait.
 */
public final class DataChannels {
    /** The answer of {@link #timeoutIn} when there is nothing to wait for. */
    public static final long NEVER = Association.NEVER;

    private static final int OPENING = 50;
    private static final int TEXT = 51;
    private static final int BINARY = 53;
    private static final int EMPTY_TEXT = 56;
    private static final int EMPTY_BINARY = 57;
    private static final int MAX_ID = 65534;

    /** How much more than messages the answers to a peer that opens and closes channels may take. */
    private static final int ANSWER_BYTES = 64 << 10;

    private final DtlsRole role;
    private final Limits limits;
    private final long peerMessageBytes;
    private final ChannelListener listener;
    private final Association association;
    private final @Nullable DataChannel[] channels;
    private boolean ended;

    /**
     * Waits for the peer to connect.
     *
     * @param role which side of DTLS this is
     * @param limits what the peer may take of this machine
     * @param peerMessageBytes the largest message that the peer takes: {@code a=max-message-size} of its SDP, or 65536 where that is missing; 0 means any
     * @param random unpredictable, such as {@link java.security.SecureRandom}; used only here
     * @param sink takes outgoing packets, only from inside {@link #receive}, {@link #flush}, {@link #timeout} and {@link #abort}
     * @param listener is told what happens
     */
    public DataChannels(
            DtlsRole role, Limits limits, long peerMessageBytes, RandomGenerator random, PacketSink sink,
            ChannelListener listener) {
        this.role = role;
        this.limits = limits;
        this.peerMessageBytes = peerMessageBytes == 0 ? Long.MAX_VALUE : peerMessageBytes;
        this.listener = listener;
        channels = new DataChannel[limits.streams()];
        association = new Association(limits, random, sink, new Events());
    }

    /**
     * Starts the handshake; without this it waits for the peer to do so. Both sides may: browsers always do, so a world that serves them need
     * not. Goes out with the next flush.
     */
    public void connect() {
        association.connect();
    }

    /** Whether the handshake is done and the association has not ended. */
    public boolean isConnected() {
        return association.isConnected();
    }

    /**
     * Takes one SCTP packet, of any content: what is malformed is counted and dropped. Not from inside a listener.
     *
     * @param packet only read until this returns
     * @param offset where the packet begins, bytes
     * @param length of the packet, bytes
     * @param now nanoseconds
     */
    public void receive(byte[] packet, int offset, int length, long now) {
        association.receive(packet, offset, length, now);
    }

    /** Sends what there is to send, once for each batch of {@link #receive} and {@link DataChannel#send}. */
    public void flush(long now) {
        association.flush(now);
    }

    /** Nanoseconds from {@code now} until {@link #timeout} wants to be called, 0 or more, or {@link #NEVER}. */
    public long timeoutIn(long now) {
        return association.timeoutIn(now);
    }

    /** Does what is due, and flushes. */
    public void timeout(long now) {
        association.timeout(now);
    }

    /** Packets go another way from now on, of which nothing is known yet; {@link #timeoutIn} may be sooner after it. */
    public void pathChanged(long now) {
        association.pathChanged(now);
    }

    /**
     * Opens a channel; it takes messages at once, also before the association stands.
     *
     * @throws IllegalStateException when every number of this side is in use, or the association has ended
     */
    public DataChannel open(ChannelOptions options) {
        int id = role == DtlsRole.CLIENT ? 0 : 1;
        while (id < association.streamsOut() && (channels[id] != null || association.isEmptying(id))) {
            id += 2;
        }
        DataChannel channel = add(id, options, false);
        association.send(id, OPENING, true, Reliability.FULL, OpenMessage.write(options), 0);
        return channel;
    }

    /**
     * Has a channel whose number both sides know beforehand, which saves its opening ({@code negotiated: true} in browsers). It takes messages at once;
     * {@link ChannelListener#opened} is not called.
     *
     * @param id 0 to 65534, less than {@link Limits#streams}
     * @throws IllegalStateException when the number is in use or too large for the peer, or the association has ended
     */
    public DataChannel openNegotiated(int id, ChannelOptions options) {
        return add(id, options, true);
    }

    /** Whether {@link #openNegotiated} would take this number now. */
    public boolean isFree(int id) {
        return takesMessages() && isUnused(id);
    }

    private boolean isUnused(int id) {
        return id >= 0 && id <= MAX_ID && id < association.streamsOut() && channels[id] == null
                && !association.isEmptying(id);
    }

    private DataChannel add(int id, ChannelOptions options, boolean confirmed) {
        if (!takesMessages()) {
            throw new IllegalStateException("the association has ended, or is about to");
        }
        if (!isUnused(id)) {
            throw new IllegalStateException(
                    "channel " + id + " (expected: one that is not in use, and less than " + association.streamsOut()
                            + ")");
        }
        DataChannel channel = new DataChannel(this, id, options, confirmed);
        channels[id] = channel;
        association.priority(id, options.priority());
        return channel;
    }

    /** Sends what waits, then closes the association; {@link ChannelListener#ended} tells when that is done. Takes no more messages. */
    public void close() {
        association.close();
    }

    /** Ends the association at once, telling the peer, and gives back every buffer. Does nothing when it has ended already. */
    public void abort() {
        association.abort();
        endAll();
    }

    /** How it is doing; makes one object. */
    public Statistics statistics() {
        return association.statistics();
    }

    // ---- For the channels

    boolean takesMessages() {
        return !ended && !association.isClosing();
    }

    long unsentBytes(DataChannel channel) {
        return association.unsentBytes(channel.id());
    }

    void reset(DataChannel channel) {
        association.reset(channel.id());
    }

    SendResult send(DataChannel channel, boolean binary, ByteBuf message, long now) {
        int length = message.readableBytes();
        SendResult refused = !channel.isOpen() ? SendResult.CLOSED
                : length > peerMessageBytes ? SendResult.TOO_LARGE
                        : association.waitingBytes() + length > limits.sendBufferBytes() ? SendResult.FULL : null;
        if (refused != null) {
            message.release();
            return refused;
        }
        int kind = binary ? BINARY : TEXT;
        ByteBuf sent = message;
        if (length == 0) {
            // SCTP has no empty messages (RFC 8831 section 6.6).
            message.release();
            kind = binary ? EMPTY_BINARY : EMPTY_TEXT;
            sent = Unpooled.buffer(1).writeByte(0);
        }
        // A message must not overtake the opening of its channel (RFC 8832 section 6).
        boolean ordered = channel.options().ordered() || !channel.isConfirmed();
        association.send(channel.id(), kind, ordered, channel.options().reliability(), sent, now);
        return SendResult.QUEUED;
    }

    // ---- What happens

    private void message(int stream, int protocolId, ByteBuf message) {
        if (protocolId == OPENING) {
            opening(stream, message);
            return;
        }
        DataChannel channel = channels[stream];
        if (channel == null || !channel.isListening()) {
            return;
        }
        confirm(channel);
        if (ended || !channel.isListening()) {
            return;
        }
        switch (protocolId) {
            case TEXT -> listener.message(channel, false, message);
            case BINARY -> listener.message(channel, true, message);
            case EMPTY_TEXT -> listener.message(channel, false, message.writerIndex(message.readerIndex()));
            case EMPTY_BINARY -> listener.message(channel, true, message.writerIndex(message.readerIndex()));
            default -> {
                // What nobody sends any more (RFC 8831 section 6.6), or never did.
            }
        }
    }

    private void opening(int stream, ByteBuf message) {
        int type = message.getByte(message.readerIndex());
        DataChannel channel = channels[stream];
        if (type == OpenMessage.ACK && channel != null) {
            confirm(channel);
        } else if (type == OpenMessage.OPEN) {
            open(stream, message);
        }
    }

    /** The peer, which owns the other numbers, opens a channel; one that may not be is closed. */
    private void open(int stream, ByteBuf message) {
        DataChannel before = channels[stream];
        boolean peerOwns = (stream & 1) == (role == DtlsRole.CLIENT ? 1 : 0);
        if (!peerOwns || stream >= association.streamsOut() || association.isEmptying(stream) || !takesMessages()
                || (before != null && !before.isClosedByPeer())) {
            return;
        }
        if (before != null) {
            // It knows that this side has closed, too, or it would not use the number again: its answer to that is on its way.
            remove(before);
        }
        ChannelOptions options = OpenMessage.read(message);
        if (options == null) {
            association.reset(stream);
            return;
        }
        if (association.waitingBytes() > limits.sendBufferBytes() + ANSWER_BYTES) {
            association.abort();
            end(EndReason.VIOLATION);
            return;
        }
        if (!takesMessages() || channels[stream] != null) {
            return;
        }
        DataChannel channel = add(stream, options, true);
        if (before != null) {
            channel.follow(before);
        }
        association.send(stream, OPENING, true, Reliability.FULL, OpenMessage.ack(), 0);
        listener.opened(channel);
    }

    private void confirm(DataChannel channel) {
        if (!channel.isConfirmed()) {
            channel.confirm();
            listener.opened(channel);
        }
    }

    private void remove(DataChannel channel) {
        channels[channel.id()] = null;
        channel.end();
        listener.closed(channel);
    }

    private void endAll() {
        ended = true;
        for (int i = 0; i < channels.length; i++) {
            DataChannel channel = channels[i];
            if (channel != null) {
                channel.end();
                channels[i] = null;
            }
        }
    }

    private void end(EndReason reason) {
        endAll();
        listener.ended(reason);
    }

    /** What the association tells. */
    private final class Events implements AssociationListener {

        @Override
        public void connected() {
            listener.connected();
            for (int i = association.streamsOut(); i < channels.length; i++) {
                DataChannel channel = channels[i];
                if (channel != null) {
                    // The peer has fewer streams than this side had hoped for.
                    association.drop(i);
                    remove(channel);
                }
            }
        }

        @Override
        public void message(int stream, int protocolId, ByteBuf message) {
            DataChannels.this.message(stream, protocolId, message);
        }

        @Override
        public void sent(int stream) {
            DataChannel channel = channels[stream];
            if (channel != null && channel.hasFallen()) {
                listener.bufferedAmountLow(channel);
            }
        }

        @Override
        public void incomingReset(int stream) {
            DataChannel channel = channels[stream];
            if (channel != null) {
                channel.peerClosed();
                closeIfDone(channel);
            }
        }

        @Override
        public void outgoingReset(int stream) {
            DataChannel channel = channels[stream];
            if (channel != null) {
                channel.ownClosed();
                closeIfDone(channel);
            }
        }

        private void closeIfDone(DataChannel channel) {
            if (channel.isClosed()) {
                remove(channel);
            }
        }

        @Override
        public void ended(EndReason reason) {
            end(reason);
        }
    }
}
