// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.KeyFile;
import org.freehold.server.identity.PemKey;
import org.freehold.server.keys.PassphraseOption;

/**
 * Reads the key of a person from a file: in PEM, as {@code freehold visit --key} and {@code openssl genpkey} write it, or a portable key,
 * which a passphrase opens. Blocks.
 */
final class KeyReading {
    private static final long MAX_BYTES = 16 * 1024;

    private KeyReading() {}

    static SigningKey of(Path file, PassphraseOption passphrase) throws NotDone {
        try {
            if (KeyFile.isOne(file)) {
                return portable(file, passphrase);
            }
            if (Files.size(file) > MAX_BYTES) {
                throw notAKey(file);
            }
            return PemKey.read(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new NotDone("failed", file + " can't be read (" + e + ").");
        } catch (IllegalArgumentException e) {
            throw notAKey(file);
        }
    }

    private static SigningKey portable(Path file, PassphraseOption passphrase) throws IOException, NotDone {
        char[] secret = passphrase.known();
        try {
            return SigningKey.ofSeed(KeyFile.read(file).unlock(secret));
        } catch (IdentityException e) {
            throw new NotDone("failed", String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(secret, ' ');
        }
    }

    private static NotDone notAKey(Path file) {
        return new NotDone("failed",
                file + ": not a person's key (expected: an Ed25519 private key in PEM, or a portable key).");
    }
}
