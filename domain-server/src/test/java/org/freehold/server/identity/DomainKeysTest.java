// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.moderation.signed.KeySet;
import org.freehold.moderation.signed.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DomainKeysTest {
    private static final byte[] STATEMENT = "a statement".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();

    @Test
    void theFirstIsMadeOnceAndStaysTheSame() throws IdentityException {
        SigningKey first = open().current();
        SigningKey second = open().current();
        assertEquals(43, first.publicKey().length());
        assertEquals(first.publicKey(), second.publicKey());
        assertTrue(Ed25519.verify(first.publicKey(), STATEMENT, second.sign(STATEMENT)));
        assertEquals(Set.of("domain.key"), files().keySet());
    }

    @Test
    void matchesTheTestVectorOfRfc8032() throws IdentityException, IOException {
        // Section 7.1, TEST 1: this seed has this public key. The header is that of RFC 8410 section 7.
        secret("-----BEGIN PRIVATE KEY-----\n" + rfcKey() + "\n-----END PRIVATE KEY-----\n");
        assertEquals("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", open().current().publicKey());
    }

    @Test
    void isReadableByItsOwnerOnly() throws IdentityException, IOException {
        rotate(open());
        Path file = folder.resolve(DomainKeys.FILE);
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
        var refusal = assertThrows(IdentityException.class, () -> DomainKeys.open(folder.resolve("none"), random));
        assertTrue(String.valueOf(refusal.getMessage()).contains("can't be written"));
    }

    @Test
    void whoKnowsTheFirstKeyIsLedToTheLast() throws IdentityException, DocumentFault {
        DomainKeys keys = open();
        KeySet pinned = KeySet.pinned(keys.current().thumbprint());
        for (int version = 1; version <= 3; version++) {
            rotate(keys);
            KeySet now = keys.chain().follow(pinned);
            assertEquals(new KeySet(version, 1, Set.of(keys.current().thumbprint())), now);
        }
        assertEquals(4, keys.fingerprints().size());
        DomainKeys again = open();
        assertEquals(keys.current().publicKey(), again.current().publicKey());
        assertEquals(keys.fingerprints(), again.fingerprints());
        assertEquals(3, again.chain().follow(pinned).version());
    }

    @Test
    void theOldSecretIsGone() throws IdentityException {
        DomainKeys keys = open();
        String old = PemKey.write(keys.current());
        rotate(keys);
        Map<String, String> after = files();
        assertEquals(Set.of("domain.key", "key-sets.json"), after.keySet());
        assertFalse(after.getOrDefault("domain.key", "").contains(old.lines().skip(1).findFirst().orElseThrow()));
    }

    /** All that a loss of power can leave: what was written, up to each of the steps. */
    @Test
    void aChangeThatIsInterruptedIsForgottenBeforeItIsSignedAndFinishedAfterwards() throws Exception {
        DomainKeys keys = open();
        String old = keys.current().publicKey();
        Map<String, String> before = files();
        rotate(keys);
        String changed = keys.current().publicKey();
        Map<String, String> after = files();

        Map<String, String> secretWritten = new TreeMap<>(before);
        secretWritten.put("domain.key.next", after.get("domain.key"));
        put(secretWritten);
        assertEquals(old, open().current().publicKey());
        assertEquals(before, files());

        Map<String, String> signed = new TreeMap<>(secretWritten);
        signed.put("key-sets.json", after.get("key-sets.json"));
        put(signed);
        assertEquals(changed, open().current().publicKey());
        assertEquals(after, files());
    }

    @Test
    void aChangeThatCannotBeWrittenChangesNothing() throws Exception {
        DomainKeys keys = open();
        String old = keys.current().publicKey();
        // What is in the way of a file: a folder that is not empty.
        Files.createDirectories(folder.resolve("key-sets.json.new").resolve("x"));
        assertThrows(IdentityException.class, () -> keys.rotate(keys.successor(random)));
        assertEquals(old, keys.current().publicKey());
        assertEquals(0, keys.chain().steps().size());
        assertFalse(Files.exists(folder.resolve("domain.key.next")));
    }

    @Test
    void oneChangeAtATime() throws IdentityException {
        DomainKeys keys = open();
        DomainKeys.Successor one = keys.successor(random);
        DomainKeys.Successor other = keys.successor(random);
        keys.rotate(one);
        assertThrows(IdentityException.class, () -> keys.rotate(other));
        assertEquals(one.fingerprint(), keys.current().thumbprint());
        assertNotEquals(other.fingerprint(), open().current().thumbprint());
    }

    @Test
    void aKeyOfAnotherBackupThanTheKeySetsIsNotTaken() throws Exception {
        DomainKeys keys = open();
        String old = files().get("domain.key");
        rotate(keys);
        secret(String.valueOf(old));
        assertRefused("is not the key that key-sets.json ends with");
        Files.delete(folder.resolve("domain.key"));
        assertRefused("can't be read");
    }

    @Test
    void keySetsThatAreDamagedStopTheStart() throws Exception {
        rotate(open());
        Path file = folder.resolve("key-sets.json");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));
        assertRefused("expected: the key sets of this domain");
    }

    private DomainKeys open() throws IdentityException {
        return DomainKeys.open(folder, random);
    }

    private void rotate(DomainKeys keys) throws IdentityException {
        keys.rotate(keys.successor(random));
    }

    private Map<String, String> files() {
        try (Stream<Path> all = Files.list(folder)) {
            Map<String, String> files = new TreeMap<>();
            for (Path each : all.toList()) {
                files.put(each.getFileName().toString(), Files.readString(each));
            }
            return files;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void put(Map<String, String> files) throws IOException {
        for (String each : files().keySet()) {
            Files.delete(folder.resolve(each));
        }
        for (Map.Entry<String, String> each : files.entrySet()) {
            Path file = folder.resolve(each.getKey());
            Files.writeString(file, each.getValue());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
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
        Path file = folder.resolve(DomainKeys.FILE);
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void assertRefused(String why) {
        var refusal = assertThrows(IdentityException.class, this::open);
        assertTrue(String.valueOf(refusal.getMessage()).contains(why), refusal.getMessage());
    }
}
