// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsException;
import org.bouncycastle.tls.TlsTimeoutException;
import org.freehold.webrtc.dtls.DtlsException.Reason;

/** One handshake, to be run once. {@link #offer} and {@link #close} may be called on any thread. */
public final class DtlsHandshake {
    private final Agreement agreement;
    private final boolean accepting;
    private final int patienceMillis;
    private final PacketQueue queue;

    DtlsHandshake(
            Agreement agreement, boolean accepting, Duration patience, LongSupplier nanoClock, PacketSink out) {
        this.agreement = agreement;
        this.accepting = accepting;
        this.patienceMillis = (int) patience.toMillis();
        this.queue = new PacketQueue(out, nanoClock, patience.toNanos());
    }

    /** A packet from the other end; takes over the array. What is too much is dropped. */
    public void offer(byte[] packet) {
        queue.offer(packet);
    }

    /** Gives up, when it is still going on. */
    public void close() {
        queue.close();
    }

    /**
     * Blocks until both ends know each other.
     *
     * @throws DtlsException when they do not
     */
    public DtlsSession run() throws DtlsException {
        try {
            // No cookie is asked for: ICE has shown that the address is the other end's, and the first message of a browser of today
            // has no room in one packet, which Bouncy Castle's check of cookies expects.
            DTLSTransport transport = accepting
                    ? new DTLSServerProtocol().accept(new AcceptingPeer(agreement, patienceMillis), queue)
                    : new DTLSClientProtocol().connect(new ConnectingPeer(agreement, patienceMillis), queue);
            queue.stopWaiting();
            return new DtlsSession(transport, queue);
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        }
    }

    private DtlsException failure(Exception cause) {
        if (agreement.shownWrongCertificate()) {
            return new DtlsException(Reason.WRONG_CERTIFICATE, "the certificate is not the one that was announced");
        }
        if (cause instanceof TlsTimeoutException || queue.isLate()) {
            return new DtlsException(Reason.TIMEOUT, "no secure connection within " + patienceMillis + " ms");
        }
        return queue.isClosed() && !(cause instanceof TlsException)
                ? new DtlsException(Reason.CLOSED, "closed during the handshake")
                : new DtlsException(Reason.NO_AGREEMENT, String.valueOf(cause.getMessage()));
    }
}
