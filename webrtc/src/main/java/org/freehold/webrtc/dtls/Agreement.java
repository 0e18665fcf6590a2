// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import java.io.IOException;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/** What both ends of a handshake agree to, and no other: DTLS 1.2, two suites, certificates that were announced. */
final class Agreement {
    static final int RESEND_MILLIS = 250;

    /** Not ChaCha20: where Java's own providers lack it, whoever prefers it would fail. */
    private static final int[] SUITES = {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384};

    private final JcaTlsCrypto crypto;
    private final DtlsCertificate own;
    private final Fingerprint expected;
    private boolean shownWrongCertificate;

    Agreement(JcaTlsCrypto crypto, DtlsCertificate own, Fingerprint expected) {
        this.crypto = crypto;
        this.own = own;
        this.expected = expected;
    }

    JcaTlsCrypto crypto() {
        return crypto;
    }

    static ProtocolVersion[] versions() {
        return ProtocolVersion.DTLSv12.only();
    }

    static int[] suites() {
        return SUITES.clone();
    }

    boolean shownWrongCertificate() {
        return shownWrongCertificate;
    }

    /** With what certificates, and proofs that one has their keys, may be signed. */
    @SuppressWarnings("JdkObsolete") // Bouncy Castle asks for it
    static Vector<SignatureAndHashAlgorithm> signatureAlgorithms() {
        Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
        for (int scheme : new int[] {
                SignatureScheme.ecdsa_secp256r1_sha256, SignatureScheme.ecdsa_secp384r1_sha384,
                SignatureScheme.rsa_pss_rsae_sha256, SignatureScheme.rsa_pkcs1_sha256,
                SignatureScheme.rsa_pkcs1_sha384}) {
            algorithms.add(SignatureScheme.getSignatureAndHashAlgorithm(scheme));
        }
        return algorithms;
    }

    TlsCredentialedSigner credentials(TlsContext context) {
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                own.key(),
                new Certificate(new TlsCertificate[] {certificate()}),
                SignatureScheme.getSignatureAndHashAlgorithm(SignatureScheme.ecdsa_secp256r1_sha256));
    }

    private TlsCertificate certificate() {
        try {
            return crypto.createCertificate(own.der());
        } catch (IOException e) {
            throw new IllegalStateException("our own certificate can be read", e);
        }
    }

    /** Fails unless it is the one that was announced. */
    void check(Certificate chain) throws IOException {
        if (chain == null || chain.isEmpty()
                || !Fingerprint.of(chain.getCertificateAt(0).getEncoded()).equals(expected)) {
            shownWrongCertificate = true;
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
    }
}
