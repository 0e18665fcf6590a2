// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who publishes a list, by whatever address people have at hand: of the domain, of the list, or of where to appeal.
 *
 * @param link to the domain, such as {@code https://harbour.example}
 * @param list the name of the list, when the address names one
 */
record Publisher(String link, Optional<String> list) {
    private static final Pattern OF_A_LIST = Pattern.compile("/lists/([a-z0-9-]{1,40})(?:[./].*)?");
    private static final Pattern OF_APPEALS = Pattern.compile("(?:.*&)?list=([a-z0-9-]{1,40})(?:&.*)?");
    private static final String SECURE = "https://";

    /**
     * Reads an address; one without a scheme is meant to be {@code https}.
     *
     * @throws IllegalArgumentException when it is none; the message says what was expected
     */
    static Publisher at(String written) {
        String address = written.contains("://") ? written : SECURE + written;
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(written);
        }
        // A name before the host would make an address of mail one of a host.
        if (uri.getRawAuthority() == null || uri.getRawAuthority().contains("@")
                || !(address.startsWith(SECURE) || address.startsWith("http://"))) {
            throw notAnAddress(written);
        }
        return new Publisher(uri.getScheme() + "://" + uri.getRawAuthority(),
                name(OF_A_LIST, uri.getRawPath()).or(() -> name(OF_APPEALS, uri.getRawQuery())));
    }

    private static IllegalArgumentException notAnAddress(String written) {
        return new IllegalArgumentException(written
                + ": not an address (expected: that of a domain, of its list, or of where to appeal, such as https://harbour.example)");
    }

    private static Optional<String> name(Pattern pattern, @Nullable String part) {
        if (part == null) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(part);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
