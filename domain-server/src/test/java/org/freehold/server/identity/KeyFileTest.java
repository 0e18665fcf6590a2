// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.freehold.moderation.signed.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Portable keys in files (docs/protocol.md section 3.2). */
final class KeyFileTest {
    private static final char[] PASSPHRASE = "four plain old words".toCharArray();
    private static final Path GOLDEN = Path.of("..", "docs", "vectors", "key-files.json");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("me.json");
    }

    @Test
    void whatWasMadeOpensWithItsPassphrase() throws Exception {
        KeyFile made = KeyFile.create(file, PASSPHRASE, new SecureRandom());
        byte[] seed = KeyFile.read(file).unlock(PASSPHRASE);
        assertEquals(made.publicKey(), SigningKey.ofSeed(seed).publicKey());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(KeyFile.isOne(file));
    }

    @Test
    void goldenFilesOpen() throws Exception {
        for (JsonNode golden : new JsonMapper().readTree(GOLDEN.toFile())) {
            write(golden.path("file").toString());
            byte[] seed = KeyFile.read(file).unlock(golden.path("passphrase").asText().toCharArray());
            assertArrayEquals(HexFormat.of().parseHex(golden.path("seed").asText()), seed);
        }
    }

    @Test
    void anotherPassphraseOpensNothing() throws Exception {
        KeyFile made = KeyFile.create(file, PASSPHRASE, new SecureRandom());
        IdentityException shut =
                assertThrows(IdentityException.class, () -> made.unlock("four plain old word".toCharArray()));
        assertTrue(String.valueOf(shut.getMessage()).contains("the passphrase does not open it"), shut.toString());
    }

    @Test
    void anotherPublicKeyCannotBePutInFrontOfTheSecret() throws Exception {
        KeyFile made = KeyFile.create(file, PASSPHRASE, new SecureRandom());
        String other = SigningKey.create(new SecureRandom()).publicKey();
        String changed = Files.readString(file).replace(made.publicKey(), other);
        write(changed);
        assertThrows(IdentityException.class, () -> KeyFile.read(file).unlock(PASSPHRASE));
    }

    @Test
    void anExistingFileIsLeftAlone() throws Exception {
        write("mine");
        assertThrows(IdentityException.class, () -> KeyFile.create(file, PASSPHRASE, new SecureRandom()));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void aShortPassphraseMakesNoFile() {
        assertThrows(
                IdentityException.class, () -> KeyFile.create(file, "7 chars".toCharArray(), new SecureRandom()));
        assertFalse(Files.exists(file));
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws Exception {
        KeyFile.create(file, PASSPHRASE, new SecureRandom());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        IdentityException refused = assertThrows(IdentityException.class, () -> KeyFile.read(file));
        assertTrue(String.valueOf(refused.getMessage()).contains("chmod 600"), refused.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "600000         | 599999",
            "600000         | 10000001",
            "PBKDF2-SHA-256 | PBKDF2-SHA-1",
            "AES-256-GCM    | none",
            "freehold.key/1 | freehold.key/2",
            "\"nonce\"      | \"once\"",
    })
    void anotherFormIsNoKey(String from, String to) throws Exception {
        KeyFile.create(file, PASSPHRASE, new SecureRandom());
        write(Files.readString(file).replace(from, to));
        assertThrows(IdentityException.class, () -> KeyFile.read(file));
    }

    private void write(String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
