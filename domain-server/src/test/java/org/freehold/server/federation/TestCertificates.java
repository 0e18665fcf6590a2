// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** An authority for certificates of its own, made by the JDK's keytool, and certificates of servers, good and bad. */
final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Path store;

    /** Keeps all in this file, which is not there yet. */
    TestCertificates(Path store) throws IOException, InterruptedException {
        this.store = store;
        make("authority", "-dname", "CN=Authority", "-ext", "bc:c", "-validity", "3650");
    }

    /** A certificate that the authority signed. */
    void signed(String alias, String host, String... more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-dname", "CN=" + host, "-ext", "san=dns:" + host, "-signer",
                "authority"));
        options.addAll(List.of(more));
        make(alias, options.toArray(String[]::new));
    }

    /** A certificate that nobody signed but itself. */
    void selfSigned(String alias, String host) throws IOException, InterruptedException {
        make(alias, "-dname", "CN=" + host, "-ext", "san=dns:" + host);
    }

    private void make(String alias, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", alias,
                "-keyalg", "EC", "-groupname", "secp256r1", "-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(Arrays.asList(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    /** Trusts what the authority signed, and nothing else. */
    SSLSocketFactory client() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", opened().getCertificate("authority"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    /** What a server shows; which certificate, can be changed at any time. */
    Shown server() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(opened(), PASSWORD.toCharArray());
        for (KeyManager manager : keys.getKeyManagers()) {
            if (manager instanceof X509ExtendedKeyManager extended) {
                return new Shown(extended);
            }
        }
        throw new IllegalStateException("every Java has such a key manager");
    }

    private KeyStore opened() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    /** Shows the certificate of one alias, whoever asks. */
    static final class Shown extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager keys;
        private volatile String alias = "";

        private Shown(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        void show(String certificate) {
            alias = certificate;
        }

        SSLContext context() throws GeneralSecurityException {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {this}, null, null);
            return context;
        }

        @Override
        public String chooseEngineServerAlias(String type, Principal @Nullable [] issuers, SSLEngine engine) {
            return alias;
        }

        @Override
        public String chooseServerAlias(String type, Principal @Nullable [] issuers, Socket socket) {
            return alias;
        }

        @Override
        public X509Certificate[] getCertificateChain(String name) {
            return keys.getCertificateChain(name);
        }

        @Override
        public PrivateKey getPrivateKey(String name) {
            return keys.getPrivateKey(name);
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return new String[] {alias};
        }

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }
    }
}
