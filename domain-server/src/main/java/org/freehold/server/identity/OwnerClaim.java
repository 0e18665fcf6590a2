// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret of the one-time link by which a domain is bound to its owner's key (docs/protocol.md section 3.1). It works once; after
 * that, and in a domain that has an owner, there is none until it is {@link #renew renewed}. Any thread.
 */
public final class OwnerClaim {

    /** Name of the file in the data directory. */
    public static final String FILE = "owner-claim";

    private static final Logger LOG = LoggerFactory.getLogger(OwnerClaim.class);
    private static final int SECRET_BYTES = 32;

    private final Path file;
    private final OwnerRegistry owners;
    private volatile @Nullable String secret;

    private OwnerClaim(Path file, OwnerRegistry owners, @Nullable String secret) {
        this.file = file;
        this.owners = owners;
        this.secret = secret;
    }

    /**
     * The claim of this data directory: made at the first start, the same until somebody used it. Blocks.
     *
     * @throws IdentityException when the file cannot be read or written, or others may read it
     */
    public static OwnerClaim open(Path dataDirectory, OwnerRegistry owners, SecureRandom random)
            throws IdentityException {
        Path file = dataDirectory.resolve(FILE);
        if (owners.hasOwner()) {
            delete(file);
            return new OwnerClaim(file, owners, null);
        }
        if (Files.exists(file)) {
            String kept = SecretFile.read(file).strip();
            if (!kept.isEmpty()) {
                return new OwnerClaim(file, owners, kept);
            }
            delete(file);
        }
        String secret = newSecret(random);
        SecretFile.write(file, secret + "\n");
        return new OwnerClaim(file, owners, secret);
    }

    /**
     * Makes a new secret, for an owner who has lost the key or the link; the one before is dead, and owners stay owners. In a domain
     * that has an owner it lives until it is used or the server stops. Blocks.
     *
     * @throws IdentityException when it cannot be written
     */
    public synchronized String renew(SecureRandom random) throws IdentityException {
        String renewed = newSecret(random);
        if (!owners.hasOwner()) {
            SecretFile.write(file, renewed + "\n");
        }
        secret = renewed;
        return renewed;
    }

    /** What the one-time link ends with; empty when the domain is owned. */
    public Optional<String> secret() {
        return Optional.ofNullable(secret);
    }

    /** Whether {@link #claim} would accept this; takes as long for a wrong secret as for the right one. */
    public boolean matches(String offered) {
        String expected = secret;
        return expected != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Binds the domain to the key, on disk when this returns; blocks. False for a wrong or used secret.
     *
     * <p>The owner is stored before the secret is forgotten. Between the two a crash leaves both, and {@link #open} puts that
     * right.
     */
    public synchronized boolean claim(String offered, String key) {
        if (!matches(offered)) {
            return false;
        }
        owners.add(key);
        secret = null;
        try {
            delete(file);
        } catch (IdentityException e) {
            // The secret is dead already, and the next start tries again.
            LOG.warn("{}", e.getMessage());
        }
        return true;
    }

    private static String newSecret(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void delete(Path file) throws IdentityException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new IdentityException(
                    "%s can't be deleted (%s). The domain has its owner; delete the file by hand.".formatted(file, e),
                    e);
        }
    }
}
