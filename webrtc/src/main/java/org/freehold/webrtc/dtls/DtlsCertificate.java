// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A self-signed certificate over a P-256 key of its own. Nothing in it says whose it is: the fingerprint is vouched for elsewhere. Immutable.
 */
public final class DtlsCertificate {
    private static final Duration BEFORE = Duration.ofDays(1);
    /** Nobody checks it; a server may run for years. */
    private static final Duration AFTER = Duration.ofDays(3650);

    private static final int SERIAL_BITS = 64;

    private final byte[] der;
    private final PrivateKey key;
    private final Fingerprint fingerprint;

    private DtlsCertificate(byte[] der, PrivateKey key) {
        this.der = der;
        this.key = key;
        this.fingerprint = Fingerprint.of(der);
    }

    /** Makes one that is good now; takes a few milliseconds, more the first time. */
    public static DtlsCertificate create(SecureRandom random, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=freehold");
            byte[] der = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                    Date.from(now.minus(BEFORE)),
                    Date.from(now.plus(AFTER)),
                    name,
                    pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").setSecureRandom(random).build(
                            pair.getPrivate()))
                    .getEncoded();
            return new DtlsCertificate(der, pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("every Java has P-256 and ECDSA", e);
        }
    }

    /** What the other end is told beforehand. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    byte[] der() {
        return der.clone();
    }

    PrivateKey key() {
        return key;
    }
}
