// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** An Ed25519 private key in memory, known by its seed (RFC 8032 section 5.1.5). Any thread. */
public final class SigningKey implements Signer {
    /** Size of a seed. */
    public static final int SEED_BYTES = 32;

    /** What comes before the seed in a PKCS#8 structure (RFC 8410 section 7). */
    private static final byte[] PKCS8_HEADER = {
            0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
    };

    private final byte[] seed;
    private final byte[] publicBytes;
    private final String publicKey;

    private SigningKey(byte[] seed) {
        this.seed = seed.clone();
        this.publicBytes = new byte[Ed25519.KEY_BYTES];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, publicBytes, 0);
        this.publicKey = Base64Url.encode(publicBytes);
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
        return new SigningKey(seed);
    }

    /**
     * The key in a PKCS#8 structure (RFC 5958), as {@link #pkcs8} and {@code openssl genpkey} write it.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static SigningKey ofPkcs8(byte[] encoded) {
        try {
            var key = (EdECPrivateKey) KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return ofSeed(key.getBytes().orElseThrow());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 private key: " + e.getMessage(), e);
        }
    }

    /** The secret as a PKCS#8 structure. */
    public byte[] pkcs8() {
        byte[] whole = Arrays.copyOf(PKCS8_HEADER, PKCS8_HEADER.length + SEED_BYTES);
        System.arraycopy(seed, 0, whole, PKCS8_HEADER.length, SEED_BYTES);
        return whole;
    }

    @Override
    public String publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_BYTES];
        org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
                seed, 0, publicBytes, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** The fingerprint; never the key. */
    @Override
    public String toString() {
        return "SigningKey " + thumbprint();
    }
}
