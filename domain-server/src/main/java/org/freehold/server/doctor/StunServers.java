// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** STUN servers as people and rendezvous name them. */
public final class StunServers {
    private static final int USUAL_PORT = 3478;
    private static final Pattern FORM =
            Pattern.compile("(?:stun:)?(\\[[0-9A-Fa-f:.]{2,45}\\]|[0-9A-Za-z._-]{1,253})(?::([0-9]{1,5}))?(?:\\?.*)?");

    private StunServers() {}

    /**
     * A server.
     *
     * @param host a name or an address
     */
    record Named(String host, int port) {}

    /** The server in {@code HOST}, {@code HOST:PORT} or {@code stun:HOST:PORT}; empty when it is anything else. */
    static Optional<Named> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = form.group(2) == null ? USUAL_PORT : Integer.parseInt(form.group(2));
        return port < 1 || port > 65_535 ? Optional.empty() : Optional.of(new Named(form.group(1), port));
    }

    /** Whether it is one. */
    public static boolean isServer(String text) {
        return parse(text).isPresent();
    }

    /** Its addresses; none when nobody knows the name. Blocks. */
    static List<InetSocketAddress> resolve(String text) {
        Optional<Named> named = parse(text);
        if (named.isEmpty()) {
            return List.of();
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(named.get().host()))
                    .map(address -> new InetSocketAddress(address, named.get().port()))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
