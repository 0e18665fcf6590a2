// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a STUN server is that is asked over UDP (RFC 7064).
 *
 * @param host a name or an address, in lower case; one of IPv6 in brackets
 */
public record StunUrl(String host, int port) {
    private static final String SCHEME = "stun:";
    private static final int USUAL_PORT = 3478;
    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]{2,45}\\]|[0-9A-Za-z._-]{1,253})(?::([0-9]{1,5}))?(?:\\?transport=udp)?");

    /** The server of {@code stun:HOST} or {@code stun:HOST:PORT}; empty when it is anything else. */
    public static Optional<StunUrl> parse(String url) {
        return url.startsWith(SCHEME) ? server(url.substring(SCHEME.length())) : Optional.empty();
    }

    /** The same, and as people name it: {@code HOST} or {@code HOST:PORT}. */
    public static Optional<StunUrl> named(String text) {
        String url = text.strip();
        return url.startsWith(SCHEME) ? parse(url) : server(url);
    }

    private static Optional<StunUrl> server(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = form.group(2) == null ? USUAL_PORT : Integer.parseInt(form.group(2));
        return port < 1 || port > MAX_PORT
                ? Optional.empty()
                : Optional.of(new StunUrl(form.group(1).toLowerCase(Locale.ROOT), port));
    }

    /** Its addresses; none when nobody knows the name. Blocks. */
    public List<InetSocketAddress> resolve() {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(address -> new InetSocketAddress(address, port)).toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
