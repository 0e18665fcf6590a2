// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Reads certificate and key at start-up, and says in plain words why they cannot be used. Blocks. */
public final class TlsSetup {
    private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
    private static final String END_KEY = "-----END PRIVATE KEY-----";

    /** What became of it. */
    public sealed interface Result {}

    /** TLS can be served with this. */
    public record Ready(SslContext context) implements Result {}

    /** It cannot; the message names the file, what is wrong, and what to do. */
    public record Unusable(String message) implements Result {}

    private TlsSetup() {}

    /** Reads both files, and checks that they fit each other and the time. */
    public static Result load(TlsFiles files) {
        try {
            List<X509Certificate> chain = certificates(files.certificates());
            checkValidity(files.certificates(), chain.getFirst());
            PrivateKey key = privateKey(files.key(), chain.getFirst().getPublicKey().getAlgorithm());
            checkFit(files, chain.getFirst().getPublicKey(), key);
            return new Ready(SslContextBuilder.forServer(key, chain)
                    .sslProvider(provider(key))
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build());
        } catch (UnusableException e) {
            return new Unusable(e.getMessage());
        } catch (IOException e) {
            return new Unusable("%s and %s: not accepted by TLS (%s). Check both with: openssl x509 -text"
                    .formatted(files.certificates(), files.key(), e.getMessage()));
        }
    }

    /**
     * BoringSSL where there is a native library for this machine, since a record costs it less time and no garbage; Java's own for
     * keys that BoringSSL does not sign with by itself.
     */
    private static SslProvider provider(PrivateKey key) {
        boolean isCommon = key.getAlgorithm().equals("RSA") || key.getAlgorithm().equals("EC");
        return isCommon && OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    private static List<X509Certificate> certificates(Path file) throws UnusableException {
        byte[] content = read(file, "TLS certificate");
        try (InputStream in = new ByteArrayInputStream(content)) {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (chain.isEmpty()) {
                throw new UnusableException(
                        "%s: no certificate in it (expected: PEM, \"-----BEGIN CERTIFICATE-----\"). Give the file with the whole chain, often called fullchain.pem."
                                .formatted(file));
            }
            return chain;
        } catch (GeneralSecurityException | IOException e) {
            throw new UnusableException(
                    "%s: not a certificate (%s; expected: PEM, \"-----BEGIN CERTIFICATE-----\"). Give the file with the whole chain, often called fullchain.pem."
                            .formatted(file, e.getMessage()));
        }
    }

    private static void checkValidity(Path file, X509Certificate certificate) throws UnusableException {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new UnusableException(
                    "%s: expired on %tF. Renew it, then start again.".formatted(file, certificate.getNotAfter()));
        } catch (CertificateNotYetValidException e) {
            throw new UnusableException("%s: valid only from %tF on. Check the clock of this machine, or wait."
                    .formatted(file, certificate.getNotBefore()));
        }
    }

    private static PrivateKey privateKey(Path file, String algorithm) throws UnusableException {
        String pem = new String(read(file, "TLS key"), StandardCharsets.ISO_8859_1);
        String convert = "Run: openssl pkcs8 -topk8 -nocrypt -in %s -out key.pem, and give key.pem.".formatted(file);
        if (pem.contains("ENCRYPTED")) {
            throw new UnusableException(
                    "%s: the key is encrypted, and a server that starts by itself has no passphrase. %s"
                            .formatted(file, convert));
        }
        int begin = pem.indexOf(BEGIN_KEY);
        int end = pem.indexOf(END_KEY);
        if (begin < 0 || end < begin) {
            if (pem.contains("-----BEGIN RSA PRIVATE KEY-----") || pem.contains("-----BEGIN EC PRIVATE KEY-----")) {
                throw new UnusableException("%s: the key is in an older form (expected: PKCS#8, \"%s\"). %s"
                        .formatted(file, BEGIN_KEY, convert));
            }
            throw new UnusableException(
                    "%s: no private key in it (expected: PEM, \"%s\"). Give the file that came with the certificate, often called privkey.pem."
                            .formatted(file, BEGIN_KEY));
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN_KEY.length(), end).strip());
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnusableException(
                    "%s: not the %s key that the certificate needs (%s). Give the key that the certificate was made with."
                            .formatted(file, algorithm, e.getMessage()));
        }
    }

    /** Signs with one and verifies with the other: the only proof that holds for every kind of key. */
    private static void checkFit(TlsFiles files, PublicKey publicKey, PrivateKey privateKey) throws UnusableException {
        String algorithm = switch (publicKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> publicKey.getAlgorithm();
        };
        boolean fits;
        try {
            byte[] probe = {1, 2, 3, 4};
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(probe);
            fits = signature.verify(signed);
        } catch (GeneralSecurityException e) {
            fits = false;
        }
        if (!fits) {
            throw new UnusableException(
                    "%s: not the key of the certificate in %s. Give the two files that were made together."
                            .formatted(files.key(), files.certificates()));
        }
    }

    private static byte[] read(Path file, String what) throws UnusableException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new UnusableException("%s: there is no such file (expected: the %s, PEM). Check the path."
                    .formatted(file, what));
        } catch (IOException e) {
            throw new UnusableException("%s: can't be read (%s). The user that runs the server needs to be allowed to."
                    .formatted(file, e));
        }
    }

    private static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
