// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost that the JDK's keytool made just now. */
public record TestCertificate(Certificate certificate, TlsFiles files) {
    private static final String PASSWORD = "changeit";

    public static TestCertificate make(Path folder, String name, String... keytoolOptions)
            throws IOException, GeneralSecurityException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        options.addAll(List.of(keytoolOptions));
        return make(folder, name, options);
    }

    /** With a key of this kind, as keytool calls it. */
    static TestCertificate ofKind(Path folder, String algorithm)
            throws IOException, GeneralSecurityException, InterruptedException {
        return make(folder, algorithm, List.of("-keyalg", algorithm));
    }

    private static TestCertificate make(Path folder, String name, List<String> keytoolOptions)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                // It lives for a second.
                "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC",
                "-genkeypair", "-alias", "a", "-dname", "CN=localhost",
                "-ext", "san=dns:localhost,ip:127.0.0.1", "-keystore", store.toString(), "-storetype", "PKCS12",
                "-storepass", PASSWORD));
        command.addAll(keytoolOptions);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(output);
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Path certificates = folder.resolve(name + "-chain.pem");
        Path key = folder.resolve(name + "-key.pem");
        Files.writeString(certificates, pem("CERTIFICATE", keys.getCertificate("a").getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", keys.getKey("a", PASSWORD.toCharArray()).getEncoded()));
        return new TestCertificate(keys.getCertificate("a"), new TlsFiles(certificates, key));
    }

    /** TLS of a client that trusts this certificate and no other. */
    SSLContext trust() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }
}
