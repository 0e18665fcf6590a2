// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;

/** Whether hosts in a setting, separated by commas, are such as can be spoken to. Pure: asks nobody. */
final class Hosts {
    private static final int MAX_PORT = 65_535;
    private static final int IPV4_DOTS = 3;

    private Hosts() {}

    /** Of URLs. */
    static boolean areOrigins(String texts) {
        return texts.isEmpty() || Arrays.stream(texts.split(",", -1)).allMatch(text -> isOrigin(text.strip()));
    }

    private static boolean isOrigin(String text) {
        try {
            URI url = new URI(text).parseServerAuthority();
            return url.getHost() != null && (url.getPort() < 0 || isPort(url.getPort()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Addresses of IPv4 and IPv6, each alone or with a port. */
    static boolean areAddresses(String texts) {
        return texts.isEmpty() || Arrays.stream(texts.split(",", -1)).allMatch(text -> isAddress(text.strip()));
    }

    private static boolean isAddress(String text) {
        int bracket = text.indexOf(']');
        int colon = text.lastIndexOf(':');
        // Without brackets more than one colon is an address of IPv6.
        boolean hasPort = bracket > 0 ? colon > bracket : colon >= 0 && colon == text.indexOf(':');
        String address = hasPort ? text.substring(0, colon) : text;
        String literal = bracket > 0 ? address.substring(1, bracket) : address;
        // Java takes 203.0.113 for an address, too: 203.0.0.113.
        boolean isWhole = literal.contains(":") || literal.chars().filter(each -> each == '.').count() == IPV4_DOTS;
        try {
            return isWhole && (!hasPort || isPort(Integer.parseInt(text.substring(colon + 1))))
                    && !InetAddress.ofLiteral(literal).isAnyLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isPort(int port) {
        return port > 0 && port <= MAX_PORT;
    }
}
