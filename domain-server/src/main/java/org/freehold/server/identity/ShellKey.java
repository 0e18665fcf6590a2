// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.freehold.moderation.signed.SigningKey;

/**
 * The key of those who may read the data directory of a running server: to them everything is permitted. Made anew at each start,
 * gone when the server stops.
 */
public final class ShellKey {

    /** Name of the file in the data directory: the seed (RFC 8032) in base64url. */
    public static final String FILE = "shell-key";

    private ShellKey() {}

    /**
     * Makes a new one. Blocks.
     *
     * @throws IdentityException when it cannot be written
     */
    public static SigningKey create(Path dataDirectory, SecureRandom random) throws IdentityException {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        random.nextBytes(seed);
        SecretFile.write(
                dataDirectory.resolve(FILE), Base64.getUrlEncoder().withoutPadding().encodeToString(seed) + "\n");
        return SigningKey.ofSeed(seed);
    }

    /**
     * The key of the server that runs on this directory; empty when none does. Blocks.
     *
     * @throws IdentityException when the file cannot be read, or others may read it, or it is not such a key
     */
    public static Optional<SigningKey> read(Path dataDirectory) throws IdentityException {
        Path file = dataDirectory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SigningKey.ofSeed(Base64.getUrlDecoder().decode(SecretFile.read(file).strip())));
        } catch (IllegalArgumentException e) {
            throw new IdentityException(
                    file + ": not the key of a running server (expected: 32 bytes in base64url). Restart the server.",
                    e);
        }
    }

    /** Removes it, as far as possible: the next start makes another. Blocks. */
    public static void delete(Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(FILE));
    }
}
