// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DomainKeyTest {
    private static final byte[] STATEMENT = "a statement".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();

    @Test
    void isMadeOnceAndStaysTheSame() throws IdentityException {
        DomainKey first = DomainKey.loadOrCreate(folder, random);
        DomainKey second = DomainKey.loadOrCreate(folder, random);
        assertEquals(43, first.text().length());
        assertEquals(first.text(), second.text());
        PublicKey key = PublicKeyText.parse(first.text()).orElseThrow();
        assertTrue(Statements.verify(key, STATEMENT, second.sign(STATEMENT)));
    }

    @Test
    void matchesTheTestVectorOfRfc8032() throws IdentityException, IOException {
        // Section 7.1, TEST 1: this seed has this public key. The header is that of RFC 8410 section 7.
        secret("-----BEGIN PRIVATE KEY-----\n" + rfcKey() + "\n-----END PRIVATE KEY-----\n");
        assertEquals("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", DomainKey.loadOrCreate(folder, random).text());
    }

    @Test
    void isReadableByItsOwnerOnly() throws IdentityException, IOException {
        DomainKey.loadOrCreate(folder, random);
        Path file = folder.resolve(DomainKey.FILE);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused("mode rw-r----- lets others open it (expected: rw-------). Run: chmod 600");
    }

    @Test
    void isNeverReplacedWhenDamaged() throws IOException {
        Path file = secret("");
        assertRefused("no block");
        secret("-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n");
        assertRefused("expected: an Ed25519 private key");
        secret("-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n-----END PRIVATE KEY-----\n");
        assertRefused("expected: an Ed25519 private key");
        secret("x".repeat(20_000));
        assertRefused("20000 bytes");
        assertEquals(20_000, Files.size(file));
    }

    @Test
    void saysThatTheFolderIsMissing() {
        var refusal = assertThrows(
                IdentityException.class, () -> DomainKey.loadOrCreate(folder.resolve("none"), random));
        assertTrue(String.valueOf(refusal.getMessage()).contains("can't be written"));
    }

    private static String rfcKey() {
        byte[] header =
                {0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};
        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        byte[] whole = Arrays.copyOf(header, header.length + seed.length);
        System.arraycopy(seed, 0, whole, header.length, seed.length);
        return Base64.getEncoder().encodeToString(whole);
    }

    private Path secret(String text) throws IOException {
        Path file = folder.resolve(DomainKey.FILE);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void assertRefused(String why) {
        var refusal = assertThrows(IdentityException.class, () -> DomainKey.loadOrCreate(folder, random));
        assertTrue(String.valueOf(refusal.getMessage()).contains(why), refusal.getMessage());
    }
}
