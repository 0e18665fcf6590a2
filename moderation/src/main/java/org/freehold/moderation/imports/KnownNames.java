// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.Subject;

/** Accounts and homes known here by the hashes under which other programs hide names. Any thread. */
final class KnownNames {
    private final Map<String, Subject> byHash = new HashMap<>();

    KnownNames(Set<Subject> known) {
        for (Subject subject : known) {
            switch (subject.kind()) {
                case HOME -> byHash.put(sha256(subject.value()), subject);
                case ACCOUNT -> {
                    int at = subject.value().lastIndexOf('@');
                    byHash.put(
                            sha256("@" + subject.value().substring(0, at) + ":" + subject.value().substring(at + 1)),
                            subject);
                }
                case KEY, ASSET, SIGNER -> {
                    /* have no names elsewhere */ }
            }
        }
    }

    /** Whom this SHA-256 means, in hexadecimal digits or base64 of any kind. */
    Optional<Subject> find(String hash) {
        boolean isHex = hash.matches("[0-9A-Fa-f]{64}");
        return Optional.ofNullable(byHash.get(isHex ? hash.toLowerCase(Locale.ROOT) : hex(hash)));
    }

    private static String hex(String base64) {
        try {
            String standard = base64.replace('-', '+').replace('_', '/').replace("=", "");
            return HexFormat.of().formatHex(Base64.getDecoder().decode(standard));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String sha256(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
