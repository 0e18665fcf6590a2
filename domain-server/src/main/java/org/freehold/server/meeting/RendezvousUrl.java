// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a rendezvous is, as its users have it from somebody they trust.
 *
 * @param tls whether it is spoken to over TLS
 * @param authority host and port, in lower case, without the usual port of the scheme
 */
public record RendezvousUrl(boolean tls, String authority) {
    private static final Pattern FORM =
            Pattern.compile("(https?)://([0-9A-Za-z._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::([0-9]{1,5}))?/?");
    private static final int MAX = 8;

    /**
     * Reads {@code https://HOST}, {@code https://HOST:PORT}, and the same with {@code http}.
     *
     * @throws IllegalArgumentException when it is anything else; the message says what was expected
     */
    public static RendezvousUrl parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        int port = form.matches() && form.group(3) != null ? Integer.parseInt(form.group(3)) : -1;
        if (!form.matches() || port == 0 || port > 65_535 || !isHost(form.group(2))) {
            throw new IllegalArgumentException(
                    text + ": not the address of a rendezvous (expected: such as https://meet.example)");
        }
        boolean tls = form.group(1).equals("https");
        String host = form.group(2).toLowerCase(Locale.ROOT);
        return new RendezvousUrl(tls, port < 0 || port == usualPort(tls) ? host : host + ":" + port);
    }

    /** Whether the HTTP client will take it: not every text of the right form is a name or an address. */
    private static boolean isHost(String host) {
        try {
            return URI.create("https://" + host).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Reads several, separated by commas; none from an empty text.
     *
     * @throws IllegalArgumentException when one is not in order, or there are more than {@value #MAX}
     */
    public static List<RendezvousUrl> parseAll(String texts) {
        List<RendezvousUrl> all = new ArrayList<>();
        for (String text : texts.split(",", -1)) {
            if (!text.isBlank()) {
                all.add(parse(text));
            }
        }
        if (all.size() > MAX) {
            throw new IllegalArgumentException(texts + ": too many (expected: at most " + MAX + ")");
        }
        return List.copyOf(all);
    }

    /** The rendezvous that a page or WebSocket belongs to. */
    public static RendezvousUrl of(URI link) {
        boolean tls = link.getScheme().equals("https") || link.getScheme().equals("wss");
        return parse((tls ? "https://" : "http://") + link.getRawAuthority());
    }

    /** Such as {@code https://meet.example}. */
    public String origin() {
        return (tls ? "https://" : "http://") + authority;
    }

    /** Without the port; an address of IPv6 in brackets. */
    public String host() {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /** The WebSocket at this path. */
    public URI socket(String path) {
        return URI.create((tls ? "wss://" : "ws://") + authority + path);
    }

    private static int usualPort(boolean tls) {
        return tls ? 443 : 80;
    }

    @Override
    public String toString() {
        return origin();
    }
}
