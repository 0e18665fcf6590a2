// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.bouncycastle.tls.DTLSTransport;
import org.freehold.webrtc.dtls.DtlsException.Reason;

/**
 * On the hot path: packets after a handshake. Has no thread, no timer and no lock that anybody waits for; for one thread at a time. What was
 * forged, repeated or damaged is dropped without a word.
 */
public final class DtlsSession {
    /** Of a packet that fits, when it is encrypted, one of IPv6 that every path carries. */
    public static final int SAFE_PACKET_BYTES = 1191;

    /** Of the largest packet that a browser takes, when it is encrypted. */
    public static final int MAX_PACKET_BYTES = 2008;

    private final DTLSTransport transport;
    private final PacketQueue queue;
    private final byte[] plain = new byte[PacketQueue.MAX_PACKET_BYTES];

    DtlsSession(DTLSTransport transport, PacketQueue queue) {
        this.transport = transport;
        this.queue = queue;
    }

    /** What {@link #open} found. */
    @FunctionalInterface
    public interface Opened {

        /** The bytes are good during the call only. */
        void take(byte[] bytes, int offset, int length);
    }

    /**
     * Decrypts a packet of the other end.
     *
     * @param packet is taken over; may be empty, to take what came during the handshake
     * @return how many packets were in it, all of which {@code opened} was given
     * @throws DtlsException when the other end has ended the connection
     */
    public int open(byte[] packet, Opened opened) throws DtlsException {
        if (RecordShape.fits(packet)) {
            queue.offer(packet);
        }
        int count = 0;
        try {
            while (!queue.isClosed()) {
                int length = transport.receive(plain, 0, plain.length, 1);
                if (length > 0) {
                    count++;
                    opened.take(plain, 0, length);
                }
            }
        } catch (InterruptedIOException e) {
            // Nothing more is there, perhaps because the last of it was a goodbye.
            if (!queue.isClosed()) {
                return count;
            }
        } catch (IOException e) {
            throw ended(e);
        }
        throw new DtlsException(Reason.CLOSED, "the other end said goodbye");
    }

    /**
     * Encrypts and sends a packet of at most {@link #MAX_PACKET_BYTES}; of more than {@link #SAFE_PACKET_BYTES} only if the path carries it.
     *
     * @throws DtlsException when the connection has ended
     */
    public void send(byte[] packet, int offset, int length) throws DtlsException {
        try {
            transport.send(packet, offset, length);
        } catch (IOException e) {
            throw ended(e);
        }
    }

    /** Says goodbye. */
    public void close() {
        try {
            transport.close();
        } catch (IOException e) {
            queue.close();
        }
    }

    private static DtlsException ended(IOException cause) {
        return new DtlsException(Reason.NO_AGREEMENT, String.valueOf(cause.getMessage()));
    }
}
