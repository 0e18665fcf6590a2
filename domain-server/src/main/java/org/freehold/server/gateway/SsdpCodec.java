// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Bytes of the search for UPnP devices (UPnP Device Architecture 1.1 section 1.3). Pure. */
final class SsdpCodec {
    /** Largest answer that is looked at. */
    static final int MAX_BYTES = 2048;

    private SsdpCodec() {}

    /** The question for an Internet Gateway Device of the first version, which those of the second answer too. */
    static byte[] search() {
        return """
                M-SEARCH * HTTP/1.1\r
                HOST: 239.255.255.250:1900\r
                MAN: "ssdp:discover"\r
                MX: 1\r
                ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r
                \r
                """.getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the device that answers describes itself; empty when that is not at the router itself, or it is no answer. */
    static Optional<URI> location(ByteBuffer packet, InetAddress router) {
        if (packet.remaining() > MAX_BYTES) {
            return Optional.empty();
        }
        String[] lines = StandardCharsets.ISO_8859_1.decode(packet.slice()).toString().split("\r?\n", -1);
        if (!lines[0].matches("HTTP/1\\.[01] 200( .*)?") || !isGateway(lines)) {
            return Optional.empty();
        }
        return header(lines, "location").flatMap(text -> RouterUrl.at(router, text));
    }

    private static boolean isGateway(String[] lines) {
        return header(lines, "st").filter(st -> st.contains(":InternetGatewayDevice:")).isPresent();
    }

    private static Optional<String> header(String[] lines, String name) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    /** URLs that a router may name: plain HTTP, at its own address, written as numbers. */
    static final class RouterUrl {
        private static final int MAX_CHARACTERS = 512;
        private static final int MAX_PORT = 65_535;

        private RouterUrl() {}

        /** The URL in this text; empty when it leads anywhere else. */
        static Optional<URI> at(InetAddress router, String text) {
            if (text.length() > MAX_CHARACTERS) {
                return Optional.empty();
            }
            try {
                URI url = new URI(text);
                return "http".equalsIgnoreCase(url.getScheme()) && url.getRawUserInfo() == null
                        && router.getHostAddress().equals(url.getHost())
                        && url.getPort() != 0 && url.getPort() <= MAX_PORT
                                ? Optional.of(url)
                                : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        }
    }
}
