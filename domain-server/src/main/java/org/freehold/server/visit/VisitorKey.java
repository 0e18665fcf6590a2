// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.identity.PemKey;

/** The Ed25519 key that a visitor is known by in one domain. Immutable. */
public final class VisitorKey {
    private final SigningKey key;

    private VisitorKey(SigningKey key) {
        this.key = key;
    }

    /** A new one. */
    public static VisitorKey generate() {
        return new VisitorKey(SigningKey.create(new SecureRandom()));
    }

    /**
     * The key in a PEM file that holds a private key (PKCS#8); made, readable by its owner only, when there is no such file.
     *
     * @throws IOException when the file cannot be read, written or understood; the message says what to do
     */
    public static VisitorKey inFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            VisitorKey made = generate();
            write(file, PemKey.write(made.key));
            return made;
        }
        try {
            return new VisitorKey(PemKey.read(Files.readString(file, US_ASCII)));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + ": not a visitor's key (expected: PEM with an Ed25519 PRIVATE KEY);"
                            + " name a file that does not exist to have one made",
                    e);
        }
    }

    /** The key of this seed of 32 bytes (RFC 8032 section 5.1.5). */
    public static VisitorKey ofSeed(byte[] seed) {
        return new VisitorKey(SigningKey.ofSeed(seed));
    }

    /** The public key as it is written on the wire. */
    public String text() {
        return key.publicKey();
    }

    /** The signature over a text, as it is written on the wire. */
    String sign(String statement) {
        return base64Url(key.sign(statement.getBytes(UTF_8)));
    }

    /** True when {@code signature} over {@code statement} is by {@code key}, both as on the wire; false for what is neither. */
    static boolean isSignedBy(String key, String statement, String signature) {
        try {
            return Ed25519.verify(key, statement.getBytes(UTF_8), Base64.getUrlDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void write(Path file, String pem) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        // Created with its permissions, so that nobody can open it before they are set.
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(US_ASCII.encode(pem));
        }
    }
}
