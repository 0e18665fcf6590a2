// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import java.io.IOException;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;

/** The server of a handshake, as Bouncy Castle asks it. It demands a certificate of the client. */
final class AcceptingPeer extends DefaultTlsServer {
    private final Agreement agreement;
    private final int patienceMillis;

    AcceptingPeer(Agreement agreement, int patienceMillis) {
        super(agreement.crypto());
        this.agreement = agreement;
        this.patienceMillis = patienceMillis;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return Agreement.versions();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return Agreement.suites();
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() {
        return agreement.credentials(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        return new CertificateRequest(
                new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                Agreement.signatureAlgorithms(),
                null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        agreement.check(chain);
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return patienceMillis;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return Agreement.RESEND_MILLIS;
    }
}
