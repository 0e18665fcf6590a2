// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freehold.moderation.signed.SigningKey;

/** Reads the key of a person from a file, as {@code freehold visit --key} and {@code openssl genpkey} write it. Blocks. */
final class KeyReading {
    private static final long MAX_BYTES = 16 * 1024;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+?)-----END PRIVATE KEY-----");

    private KeyReading() {}

    static SigningKey of(Path file) throws NotDone {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw notAKey(file);
            }
            Matcher pem = PEM.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (!pem.find()) {
                throw notAKey(file);
            }
            var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
            var key = (EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(encoded);
            return SigningKey.ofSeed(key.getBytes().orElseThrow(() -> notAKey(file)));
        } catch (IOException e) {
            throw new NotDone("failed", file + " can't be read (" + e + ").");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw notAKey(file);
        }
    }

    private static NotDone notAKey(Path file) {
        return new NotDone("failed", file + ": not a person's key (expected: an Ed25519 private key in PEM).");
    }
}
