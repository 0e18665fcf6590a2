// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who or what is meant, canonical: two that are the same are equal. Written {@code key:FINGERPRINT}, {@code account:NAME@DOMAIN},
 * {@code home:DOMAIN}, {@code asset:SHA256} or {@code signer:FINGERPRINT}. Any thread.
 *
 * @param value canonical for its kind
 */
public record Subject(Kind kind, String value) {

    /** What kind of thing is meant. */
    public enum Kind {
        /** A visitor's key for this domain or a portable key, by {@link Thumbprint}. */
        KEY,
        /** Somebody at a home domain. */
        ACCOUNT,
        /** Everybody whom a home domain vouches for; a name of a host, or the {@link Thumbprint} of its key. */
        HOME,
        /** Content, by the SHA-256 of its bytes, 64 hexadecimal digits. */
        ASSET,
        /** Whoever signed scripts, by {@link Thumbprint}. */
        SIGNER;

        /** As it is written, such as {@code account}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ACCOUNT_NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?");

    /** The subject that is written so; empty when it is none, or too broad to mean somebody. */
    public static Optional<Subject> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.text().equals(text.substring(0, colon))) {
                return of(kind, text.substring(colon + 1));
            }
        }
        return Optional.empty();
    }

    /** The subject of this kind; empty when the value is not one of that kind. */
    public static Optional<Subject> of(Kind kind, String value) {
        return switch (kind) {
            case KEY, SIGNER -> matching(kind, value, THUMBPRINT);
            case ASSET -> matching(kind, value.toLowerCase(Locale.ROOT), SHA_256);
            case HOME -> THUMBPRINT.matcher(value).matches()
                    ? Optional.of(new Subject(kind, value))
                    : HostName.canonical(value).map(host -> new Subject(kind, host));
            case ACCOUNT -> account(value);
        };
    }

    /** As it is written. */
    public String text() {
        return kind.text() + ":" + value;
    }

    @Override
    public String toString() {
        return text();
    }

    private static Optional<Subject> matching(Kind kind, String value, Pattern pattern) {
        return pattern.matcher(value).matches() ? Optional.of(new Subject(kind, value)) : Optional.empty();
    }

    private static Optional<Subject> account(String value) {
        int at = value.lastIndexOf('@');
        if (at < 0) {
            return Optional.empty();
        }
        String name = value.substring(0, at).toLowerCase(Locale.ROOT);
        if (!ACCOUNT_NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return HostName.canonical(value.substring(at + 1)).map(host -> new Subject(Kind.ACCOUNT, name + "@" + host));
    }
}
