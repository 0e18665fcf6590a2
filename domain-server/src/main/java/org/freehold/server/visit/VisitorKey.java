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
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freehold.moderation.signed.SigningKey;

/** The Ed25519 key that a visitor is known by in one domain. Immutable. */
public final class VisitorKey {
    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BYTES = 32;
    /** What stands before the 32 bytes of a public key in its X.509 form (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PrivateKey secret;
    private final String text;

    VisitorKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        byte[] encoded = open.getEncoded();
        this.text = base64Url(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
    }

    /** A new one. */
    public static VisitorKey generate() {
        return of(pair());
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    private static VisitorKey of(KeyPair pair) {
        return new VisitorKey(pair.getPrivate(), pair.getPublic());
    }

    /**
     * The key in a PEM file that holds a private key (PKCS #8) and its public key; made, readable by its owner only, when
     * there is no such file.
     *
     * @throws IOException when the file cannot be read, written or understood; the message says what to do
     */
    public static VisitorKey inFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            KeyPair pair = pair();
            write(file, pair);
            return of(pair);
        }
        String pem = Files.readString(file, US_ASCII);
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            return new VisitorKey(
                    keys.generatePrivate(new PKCS8EncodedKeySpec(block("PRIVATE KEY", pem))),
                    keys.generatePublic(new X509EncodedKeySpec(block("PUBLIC KEY", pem))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    file + ": not a visitor's key (expected: PEM with an Ed25519 PRIVATE KEY and its PUBLIC KEY);"
                            + " name a file that does not exist to have one made",
                    e);
        }
    }

    /** The key of this seed of 32 bytes (RFC 8032 section 5.1.5). */
    public static VisitorKey ofSeed(byte[] seed) {
        byte[] open = Base64.getUrlDecoder().decode(SigningKey.ofSeed(seed).publicKey());
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
        System.arraycopy(open, 0, encoded, X509_PREFIX.length, KEY_BYTES);
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            return new VisitorKey(
                    keys.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)),
                    keys.generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    /** The public key as it is written on the wire. */
    public String text() {
        return text;
    }

    /** The signature over a text, as it is written on the wire. */
    String sign(String statement) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(statement.getBytes(UTF_8));
            return base64Url(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign", e);
        }
    }

    /** True when {@code signature} over {@code statement} is by {@code key}, both as on the wire; false for what is neither. */
    static boolean isSignedBy(String key, String statement, String signature) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(key);
            byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + bytes.length);
            System.arraycopy(bytes, 0, encoded, X509_PREFIX.length, bytes.length);
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(statement.getBytes(UTF_8));
            return check.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void write(Path file, KeyPair pair) throws IOException {
        String pem = pem("PRIVATE KEY", pair.getPrivate().getEncoded())
                + pem("PUBLIC KEY", pair.getPublic().getEncoded());
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

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + label + "-----\n";
    }

    private static byte[] block(String label, String pem) {
        Matcher match =
                Pattern.compile("-----BEGIN " + label + "-----\\s+([A-Za-z0-9+/=\\s]+?)-----END " + label + "-----")
                        .matcher(pem);
        if (!match.find()) {
            throw new IllegalArgumentException("no " + label);
        }
        return Base64.getMimeDecoder().decode(match.group(1));
    }
}
