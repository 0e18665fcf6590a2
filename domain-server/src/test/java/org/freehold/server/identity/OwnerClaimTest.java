// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OwnerClaimTest {
    @TempDir
    private Path folder;

    private final Set<String> owners = new HashSet<>();
    private final OwnerRegistry registry = new OwnerRegistry() {
        @Override
        public boolean hasOwner() {
            return !owners.isEmpty();
        }

        @Override
        public void add(String key) {
            if (key.equals("unlucky")) {
                throw new IllegalStateException("on purpose");
            }
            owners.add(key);
        }
    };

    @Test
    void theLinkIsTheSameUntilSomebodyUsedIt() throws IdentityException, IOException {
        String secret = open().secret().orElseThrow();
        assertEquals(43, secret.length());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        OwnerClaim again = open();
        assertEquals(Optional.of(secret), again.secret());
        assertTrue(again.claim(secret, "ann"));
        assertEquals(Set.of("ann"), owners);
        assertEquals(Optional.empty(), again.secret());
        assertFalse(Files.exists(file()));
        assertFalse(again.claim(secret, "bob"), "used");
        assertEquals(Optional.empty(), open().secret(), "and no new one is made");
        assertEquals(Set.of("ann"), owners);
    }

    @Test
    void aWrongSecretDoesNothing() throws IdentityException {
        OwnerClaim claim = open();
        assertFalse(claim.matches(""));
        assertFalse(claim.claim("wrong", "bob"));
        assertEquals(Set.of(), owners);
        assertTrue(claim.secret().isPresent());
    }

    @Test
    void anOwnerWhoCouldNotBeStoredLeavesTheLinkAlive() throws IdentityException {
        OwnerClaim claim = open();
        String secret = claim.secret().orElseThrow();
        assertThrows(IllegalStateException.class, () -> claim.claim(secret, "unlucky"));
        assertTrue(claim.claim(secret, "ann"));
    }

    @Test
    void aCrashBetweenOwnerAndSecretIsPutRight() throws IdentityException {
        open();
        owners.add("ann");
        assertTrue(Files.exists(file()));
        assertEquals(Optional.empty(), open().secret());
        assertFalse(Files.exists(file()));
    }

    private OwnerClaim open() throws IdentityException {
        return OwnerClaim.open(folder, registry, new SecureRandom());
    }

    private Path file() {
        return folder.resolve(OwnerClaim.FILE);
    }
}
