// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;

/** An Ed25519 private key in memory, known by its seed (RFC 8032 section 5.1.5). Any thread. */
public final class SigningKey implements Signer {
    /** Size of a seed. */
    public static final int SEED_BYTES = 32;

    private final PrivateKey key;
    private final String publicKey;

    private SigningKey(KeyPair pair) {
        this.key = pair.getPrivate();
        this.publicKey = Ed25519.text(pair.getPublic());
    }

    /** A new key. */
    public static SigningKey create(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return ofSeed(seed);
    }

    /**
     * The key of this seed.
     *
     * @throws IllegalArgumentException when the seed has not 32 bytes
     */
    public static SigningKey ofSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("seed: %d bytes (expected: %d)".formatted(seed.length, SEED_BYTES));
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new SeedAsRandom(seed));
            return new SigningKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw Ed25519.missing(e);
        }
    }

    @Override
    public String publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw Ed25519.missing(e);
        }
    }

    /** The fingerprint; never the key. */
    @Override
    public String toString() {
        return "SigningKey " + thumbprint();
    }

    /** Gives the seed as "random" bytes: Java has no other way from a seed to the public key. */
    private static final class SeedAsRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient byte[] seed;

        SeedAsRandom(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
