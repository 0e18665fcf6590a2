// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The Ed25519 key by which a domain is known, for as long as it exists: who holds the file is the domain. Kept as PKCS#8 in
 * PEM, so that {@code openssl pkey} reads it.
 */
public final class DomainKey {

    /** Name of the file in the data directory. */
    public static final String FILE = "domain.key";

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final PrivateKey privateKey;
    private final String text;

    private DomainKey(KeyPair pair) {
        this.privateKey = pair.getPrivate();
        this.text = PublicKeyText.of(pair.getPublic());
    }

    /**
     * The key of this data directory, made at the first start. Blocks.
     *
     * @throws IdentityException when the file cannot be read or written, is not such a key, or others may read it
     */
    public static DomainKey loadOrCreate(Path dataDirectory, SecureRandom random) throws IdentityException {
        Path file = dataDirectory.resolve(FILE);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return parse(file, SecretFile.read(file));
        }
        DomainKey created = new DomainKey(generate(random));
        SecretFile.write(file, pem(created.privateKey));
        return created;
    }

    /** The public key as on the wire. */
    public String text() {
        return text;
    }

    /** Signs a statement; 64 bytes. */
    public byte[] sign(byte[] statement) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(privateKey);
            ed25519.update(statement);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 15 has Ed25519", e);
        }
    }

    private static DomainKey parse(Path file, String pem) throws IdentityException {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw notAKey(file, "no block \"" + BEGIN + "\"");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder()
                    .decode(pem.substring(begin + BEGIN.length(), end).strip());
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
            return new DomainKey(generate(new FixedRandom(seed)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw notAKey(file, String.valueOf(e.getMessage()));
        }
    }

    private static IdentityException notAKey(Path file, String why) {
        return new IdentityException(
                "%s: %s (expected: an Ed25519 private key as PKCS#8 in PEM). Restore the file from a backup; a new key would make this a new domain to everybody who knows it."
                        .formatted(file, why));
    }

    private static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 15 has Ed25519", e);
        }
    }

    private static String pem(PrivateKey key) {
        return BEGIN + "\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key.getEncoded())
                + "\n" + END + "\n";
    }

    /**
     * Gives the seed of a key as "random" bytes: Java has no other way from an Ed25519 private key to its public key (RFC
     * 8032 section 5.1.5 makes both from the same 32 bytes).
     */
    private static final class FixedRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient byte[] seed;

        FixedRandom(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
