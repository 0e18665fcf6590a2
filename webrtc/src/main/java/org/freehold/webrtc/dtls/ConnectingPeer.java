// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import java.io.IOException;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;

/** The client of a handshake, as Bouncy Castle asks it. */
final class ConnectingPeer extends DefaultTlsClient {
    private final Agreement agreement;
    private final int patienceMillis;

    ConnectingPeer(Agreement agreement, int patienceMillis) {
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
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
                agreement.check(shown.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return agreement.credentials(context);
            }
        };
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
