// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of hosts, in the one form in which they are compared: lower case, ASCII, no scheme, no trailing dot, no default port. */
public final class HostName {
    private static final int MAX_CHARACTERS = 253;
    private static final Pattern SCHEME = Pattern.compile("^(https?)://([^/]*)/?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern LABELS =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern PORT = Pattern.compile(":([1-9][0-9]{0,4})$");

    private HostName() {}

    /**
     * The canonical form of {@code host}, {@code host:port} or {@code https://host}; a port stays unless it is 80 or 443. Empty for what
     * is not the name of one host: blank, with wildcards, a single label other than {@code localhost}.
     */
    public static Optional<String> canonical(String text) {
        String host = text.strip();
        var scheme = SCHEME.matcher(host);
        if (scheme.matches()) {
            host = scheme.group(2);
        }
        String port = "";
        var withPort = PORT.matcher(host);
        if (withPort.find()) {
            String number = withPort.group(1);
            port = number.equals("80") || number.equals("443") ? "" : ":" + number;
            host = host.substring(0, withPort.start());
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        try {
            host = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean isName =
                host.length() <= MAX_CHARACTERS && (host.equals("localhost") || LABELS.matcher(host).matches());
        return isName ? Optional.of(host + port) : Optional.empty();
    }
}
