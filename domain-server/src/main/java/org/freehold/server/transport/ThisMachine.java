// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person or program on this very machine from anybody else. The owner's browser is on this machine too, and runs the
 * pages of strangers: a page of another origin says so in {@code Origin}, and one that gave its own name the address
 * 127.0.0.1 (DNS rebinding) says that name in {@code Host}.
 */
final class ThisMachine {

    /** A proxy on this machine passes on what comes from anywhere. */
    private static final List<String> PROXY_HEADERS = List.of(
            "forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
            "x-forwarded-port", "x-forwarded-server", "cf-connecting-ip", "true-client-ip");

    private ThisMachine() {}

    static boolean speaks(@Nullable SocketAddress remote, HttpHeaders headers) {
        if (!isLoopback(remote)) {
            return false;
        }
        for (String name : PROXY_HEADERS) {
            if (headers.contains(name)) {
                return false;
            }
        }
        List<String> origins = headers.getAll("origin");
        if (origins.isEmpty()) {
            return true;
        }
        List<String> hosts = headers.getAll("host");
        return origins.size() == 1 && hosts.size() == 1 && isOwnPage(origins.getFirst(), hosts.getFirst());
    }

    static boolean isLoopback(@Nullable SocketAddress remote) {
        if (!(remote instanceof InetSocketAddress socket)) {
            return false;
        }
        InetAddress address = socket.getAddress();
        return address != null && address.isLoopbackAddress();
    }

    /** Whether the page comes from the server that it speaks to, under a name that only this machine has. */
    private static boolean isOwnPage(String origin, String host) {
        URI page;
        try {
            page = URI.create(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
        String scheme = page.getScheme();
        String name = page.getHost();
        if (name == null || !("http".equals(scheme) || "https".equals(scheme)) || !isLoopbackName(name)) {
            return false;
        }
        int port = page.getPort() >= 0 ? page.getPort() : "https".equals(scheme) ? 443 : 80;
        String authority = host.toLowerCase(Locale.ROOT);
        return authority.equals(name.toLowerCase(Locale.ROOT) + ":" + port)
                || (page.getPort() < 0 && authority.equals(name.toLowerCase(Locale.ROOT)));
    }

    private static boolean isLoopbackName(String name) {
        if (name.equalsIgnoreCase("localhost")) {
            return true;
        }
        // Only literal addresses: nothing is looked up.
        String literal = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
        byte[] address = NetUtil.createByteArrayFromIpAddressString(literal);
        if (address == null) {
            return false;
        }
        InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(literal);
        return parsed != null && parsed.isLoopbackAddress();
    }
}
