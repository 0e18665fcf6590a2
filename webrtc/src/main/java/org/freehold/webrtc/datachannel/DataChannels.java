// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import java.util.random.RandomGenerator;
import org.freehold.webrtc.sctp.Limits;
import org.freehold.webrtc.sctp.PacketSink;
import org.freehold.webrtc.sctp.Statistics;

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
    public static final long NEVER = Long.MAX_VALUE;

    /**
     * Waits for the peer to connect.
     *
     * @param role which side of DTLS this is
     * @param limits what the peer may take of this machine
     * @param peerMessageBytes the largest message that the peer takes: {@code a=max-message-size} of its SDP, or 65536 where that is missing; 0 means any
     * @param random unpredictable, such as {@link java.security.SecureRandom}; used only here
     * @param sink takes outgoing packets, only from inside {@link #flush}, {@link #timeout} and {@link #abort}
     * @param listener is told what happens
     */
    public DataChannels(DtlsRole role, Limits limits, long peerMessageBytes, RandomGenerator random, PacketSink sink,
            ChannelListener listener) {
        throw new UnsupportedOperationException();
    }

    /**
     * Starts the handshake; without this it waits for the peer to do so. Both sides may: browsers always do, so a world that serves them need
     * not.
     */
    public void connect(long now) {
        throw new UnsupportedOperationException();
    }

    /** Whether the handshake is done and the association has not ended. */
    public boolean isConnected() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes one SCTP packet, of any content: what is malformed is counted and dropped.
     *
     * @param packet only read until this returns
     * @param offset where the packet begins, bytes
     * @param length of the packet, bytes
     * @param now nanoseconds
     */
    public void receive(byte[] packet, int offset, int length, long now) {
        throw new UnsupportedOperationException();
    }

    /** Sends what there is to send, once for each batch of {@link #receive} and {@link DataChannel#send}. */
    public void flush(long now) {
        throw new UnsupportedOperationException();
    }

    /** Nanoseconds from {@code now} until {@link #timeout} wants to be called, 0 or more, or {@link #NEVER}. */
    public long timeoutIn(long now) {
        throw new UnsupportedOperationException();
    }

    /** Does what is due, and flushes. */
    public void timeout(long now) {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens a channel; it takes messages at once, also before the association stands.
     *
     * @throws IllegalStateException when every number of this side is in use, or the association has ended
     */
    public DataChannel open(ChannelOptions options) {
        throw new UnsupportedOperationException();
    }

    /**
     * Has a channel whose number both sides know beforehand, which saves its opening ({@code negotiated: true} in browsers). Counts as opened
     * when the association stands; {@link ChannelListener#opened} is not called.
     *
     * @param id 0 to 65534, less than {@link Limits#streams}
     * @throws IllegalStateException when the number is in use, or the association has ended
     * @throws IllegalArgumentException when the number is not in the range
     */
    public DataChannel openNegotiated(int id, ChannelOptions options) {
        throw new UnsupportedOperationException();
    }

    /** Sends what waits, then closes the association; {@link ChannelListener#ended} tells when that is done. Takes no more messages. */
    public void close(long now) {
        throw new UnsupportedOperationException();
    }

    /** Ends the association at once, telling the peer, and gives back every buffer. Does nothing when it has ended already. */
    public void abort() {
        throw new UnsupportedOperationException();
    }

    /** How it is doing; makes one object. */
    public Statistics statistics() {
        throw new UnsupportedOperationException();
    }
}
