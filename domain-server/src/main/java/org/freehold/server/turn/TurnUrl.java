// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a TURN server is (RFC 7065).
 *
 * @param host name or address, one of IPv6 without brackets
 */
public record TurnUrl(String host, int port, Way way) {
    private static final Pattern FORM = Pattern.compile(
            "(turns?):(\\[[0-9A-Fa-f:.]+\\]|[0-9A-Za-z._-]+)(?::([0-9]{1,5}))?(?:\\?transport=(udp|tcp))?");
    private static final int USUAL_PORT = 3478;
    private static final int USUAL_TLS_PORT = 5349;

    /** What is spoken over. */
    public enum Way {
        UDP,
        TCP,
        TLS
    }

    /** The server of this URL; empty when it is none that can be spoken to: not of TURN, or DTLS. */
    public static Optional<TurnUrl> parse(String url) {
        Matcher form = FORM.matcher(url);
        if (!form.matches()) {
            return Optional.empty();
        }
        boolean tls = form.group(1).equals("turns");
        boolean tcp = "tcp".equals(form.group(4));
        int port = form.group(3) == null ? tls ? USUAL_TLS_PORT : USUAL_PORT : Integer.parseInt(form.group(3));
        if (port < 1 || port > 65_535 || (tls && "udp".equals(form.group(4)))) {
            return Optional.empty();
        }
        String host = form.group(2).replaceAll("[\\[\\]]", "");
        return Optional.of(new TurnUrl(host, port, tls ? Way.TLS : tcp ? Way.TCP : Way.UDP));
    }

    /**
     * The server's first address that may be spoken to; blocks. To be asked once: a name may mean another address the next time.
     *
     * @throws IOException when there is none
     */
    InetSocketAddress resolve(Predicate<InetAddress> isAllowed) throws IOException {
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IOException(host + ": no such host", e);
        }
        return Arrays.stream(all)
                .filter(isAllowed)
                .findFirst()
                .map(address -> new InetSocketAddress(address, port))
                .orElseThrow(() -> new IOException(host + ": not in the internet"));
    }
}
