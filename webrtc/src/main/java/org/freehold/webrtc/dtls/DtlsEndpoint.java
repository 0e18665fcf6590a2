// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** Begins handshakes, all with one certificate. Any thread. */
public final class DtlsEndpoint {
    private final DtlsCertificate certificate;
    /** Java's own ciphers, which take a tenth of the time of Bouncy Castle's. */
    private final JcaTlsCrypto crypto;

    private final LongSupplier nanoClock;

    /** @param nanoClock nanoseconds that only rise */
    public DtlsEndpoint(DtlsCertificate certificate, SecureRandom random, LongSupplier nanoClock) {
        this.certificate = certificate;
        this.crypto = new JcaTlsCryptoProvider().create(random);
        this.nanoClock = nanoClock;
    }

    /** What the other end has to be told. */
    public Fingerprint fingerprint() {
        return certificate.fingerprint();
    }

    /**
     * The server's side of a handshake with whoever has the certificate of this fingerprint. Nothing happens before
     * {@link DtlsHandshake#run}.
     *
     * @param out takes the packets for the other end; called by the thread of the handshake, later by that of the session
     * @param patience for the whole of it
     */
    public DtlsHandshake accept(Fingerprint expected, Duration patience, PacketSink out) {
        return new DtlsHandshake(new Agreement(crypto, certificate, expected), true, patience, nanoClock, out);
    }

    /** The client's side, otherwise as {@link #accept}. */
    public DtlsHandshake connect(Fingerprint expected, Duration patience, PacketSink out) {
        return new DtlsHandshake(new Agreement(crypto, certificate, expected), false, patience, nanoClock, out);
    }
}
