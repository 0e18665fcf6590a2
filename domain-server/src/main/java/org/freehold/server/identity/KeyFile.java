// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.moderation.signed.StrictJson;

/**
 * A portable key in a file, protected by a passphrase (docs/protocol.md section 3.2): the seed of an Ed25519 key, encrypted with AES-256-GCM
 * under a key that PBKDF2 makes of the passphrase. The browser reads and writes the same. Blocks; any thread.
 */
public final class KeyFile {
    /** Shortest passphrase that a new file is protected with. */
    public static final int MIN_PASSPHRASE = 8;

    /** As many as OWASP asks for PBKDF2 with SHA-256. */
    private static final int ROUNDS = 600_000;

    /** More would be a file that is made to keep its reader busy. */
    private static final int MAX_ROUNDS = 10_000_000;

    private static final String TYPE = "freehold.key/1";
    private static final int MAX_BYTES = 4096;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int AES_BITS = 256;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final String publicKey;
    private final int rounds;
    private final byte[] salt;
    private final byte[] nonce;
    private final byte[] secret;

    private KeyFile(Path file, ObjectNode json) throws IdentityException {
        this.file = file;
        this.publicKey = json.path("key").asText();
        this.rounds = json.path("rounds").asInt();
        this.salt = bytes(json, "salt");
        this.nonce = bytes(json, "nonce");
        this.secret = bytes(json, "secret");
        boolean understood = json.path("type").asText().equals(TYPE)
                && Ed25519.isKey(publicKey)
                && json.path("kdf").asText().equals("PBKDF2-SHA-256")
                && json.path("cipher").asText().equals("AES-256-GCM")
                && rounds >= ROUNDS
                && rounds <= MAX_ROUNDS
                && salt.length >= SALT_BYTES
                && nonce.length == NONCE_BYTES
                && secret.length == SigningKey.SEED_BYTES + TAG_BITS / Byte.SIZE;
        if (!understood) {
            throw notAKey(file, "another form of key");
        }
    }

    /**
     * Makes a new key and its file, which only its owner may read, on disk when this returns.
     *
     * @throws IdentityException when there is a file already, it cannot be written, or the passphrase is too short
     */
    public static KeyFile create(Path file, char[] passphrase, SecureRandom random) throws IdentityException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IdentityException(
                    "%s exists already (expected: a new file). Name another one; nothing was changed.".formatted(file));
        }
        if (passphrase.length < MIN_PASSPHRASE) {
            throw new IdentityException(
                    "The passphrase has %d characters (expected: at least %d). Choose a longer one, such as four words."
                            .formatted(passphrase.length, MIN_PASSPHRASE));
        }
        byte[] seed = random(SigningKey.SEED_BYTES, random);
        String publicKey = SigningKey.ofSeed(seed).publicKey();
        byte[] salt = random(SALT_BYTES, random);
        byte[] nonce = random(NONCE_BYTES, random);
        try {
            byte[] secret = cipher(Cipher.ENCRYPT_MODE, passphrase, salt, ROUNDS, nonce, publicKey).doFinal(seed);
            ObjectNode json = JsonNodeFactory.instance.objectNode()
                    .put("type", TYPE)
                    .put("key", publicKey)
                    .put("kdf", "PBKDF2-SHA-256")
                    .put("rounds", ROUNDS)
                    .put("salt", text(salt))
                    .put("cipher", "AES-256-GCM")
                    .put("nonce", text(nonce))
                    .put("secret", text(secret));
            SecretFile.write(file, json.toPrettyString() + "\n");
            return new KeyFile(file, json);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2 and AES", e);
        }
    }

    /** Whether the file is probably one of these, and not a key in PEM. */
    public static boolean isOne(Path file) {
        try {
            return Files.size(file) <= MAX_BYTES && Files.readString(file).stripLeading().startsWith("{");
        } catch (java.io.IOException e) {
            // Whoever opens it will say what is wrong.
            return false;
        }
    }

    /**
     * Reads a file; the secret stays locked.
     *
     * @throws IdentityException when it cannot be read, is something else, or others may read it
     */
    public static KeyFile read(Path file) throws IdentityException {
        String text = SecretFile.read(file);
        try {
            return new KeyFile(file, StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), MAX_BYTES));
        } catch (DocumentFault e) {
            throw notAKey(file, String.valueOf(e.getMessage()));
        }
    }

    /** The public key, as on the wire. */
    public String publicKey() {
        return publicKey;
    }

    /**
     * The seed, 32 bytes.
     *
     * @throws IdentityException when the passphrase is another, or the file was changed
     */
    public byte[] unlock(char[] passphrase) throws IdentityException {
        try {
            byte[] seed = cipher(Cipher.DECRYPT_MODE, passphrase, salt, rounds, nonce, publicKey).doFinal(secret);
            if (SigningKey.ofSeed(seed).publicKey().equals(publicKey)) {
                return seed;
            }
            throw notAKey(file, "the secret is that of another key");
        } catch (AEADBadTagException e) {
            throw new IdentityException(
                    "%s: the passphrase does not open it. Try again; there is no way to a key without its passphrase."
                            .formatted(file),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2 and AES", e);
        }
    }

    private static Cipher cipher(
            int mode, char[] passphrase, byte[] salt, int rounds, byte[] nonce, String publicKey)
            throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(passphrase, salt, rounds, AES_BITS);
        try {
            byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            Arrays.fill(key, (byte) 0);
            // So that nobody can put another public key in front of the secret.
            cipher.updateAAD(publicKey.getBytes(StandardCharsets.US_ASCII));
            return cipher;
        } finally {
            spec.clearPassword();
        }
    }

    private byte[] bytes(ObjectNode json, String name) throws IdentityException {
        try {
            return Base64.getUrlDecoder().decode(json.path(name).asText());
        } catch (IllegalArgumentException e) {
            throw notAKey(file, name + " is not base64url");
        }
    }

    private static byte[] random(int count, SecureRandom random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static IdentityException notAKey(Path file, String why) {
        return new IdentityException(
                "%s: %s (expected: a portable key as \"freehold key new\" or the browser writes it).".formatted(file,
                        why));
    }
}
