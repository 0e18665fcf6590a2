// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where somebody may be reached over UDP: a candidate attribute of RFC 8839 section 5.1. Names are never looked up.
 *
 * @param priority 1 to 2^31-1, the larger the better
 * @param address with a literal IP address and a port from 1
 */
public record Candidate(Kind kind, long priority, InetSocketAddress address) {
    /** More than any client of ours sends. */
    private static final int MAX_CHARACTERS = 512;

    private static final long MAX_PRIORITY = (1L << 31) - 1;
    private static final int MAX_PORT = 65_535;
    private static final Pattern LINE = Pattern.compile(
            "(?:a=)?candidate:[A-Za-z0-9+/]{1,32} 1 (?i:udp) ([0-9]{1,10}) ([0-9A-Fa-f.:]{2,45}) ([0-9]{1,5}) typ (host|srflx|prflx|relay)(?: .*)?");

    /** How the address was found out. */
    public enum Kind {
        HOST(126),
        SRFLX(100),
        PRFLX(110),
        RELAY(0);

        private final int preference;

        Kind(int preference) {
            this.preference = preference;
        }

        /** The word in a candidate attribute. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Candidate {
        if (priority < 1 || priority > MAX_PRIORITY) {
            throw new IllegalArgumentException("priority: " + priority + " (expected: 1 to 2147483647)");
        }
    }

    /** One of our own, with the priority that RFC 8445 section 5.1.2.1 recommends: IPv6 before IPv4. */
    public static Candidate of(Kind kind, InetSocketAddress address) {
        int local = address.getAddress() instanceof Inet6Address ? 65_535 : 65_534;
        return new Candidate(kind, ((long) kind.preference << 24) | ((long) local << 8) | 255, address);
    }

    /** Reads an attribute; empty for what is not UDP, has a name for an address, or is no candidate at all. */
    public static Optional<Candidate> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (line.length() > MAX_CHARACTERS || !matcher.matches()) {
            return Optional.empty();
        }
        long priority = Long.parseLong(matcher.group(1));
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(matcher.group(2));
        int port = Integer.parseInt(matcher.group(3));
        if (address == null || port < 1 || port > MAX_PORT || priority < 1 || priority > MAX_PRIORITY) {
            return Optional.empty();
        }
        return Optional.of(new Candidate(
                Kind.valueOf(matcher.group(4).toUpperCase(Locale.ROOT)), priority,
                new InetSocketAddress(address, port)));
    }

    /** As an attribute, without {@code a=}. */
    public String line() {
        String literal = NetUtil.toAddressString(address.getAddress());
        String related = kind == Kind.HOST ? "" : " raddr 0.0.0.0 rport 0";
        return "candidate:%s 1 udp %d %s %d typ %s%s".formatted(
                foundation(literal), priority, literal, address.getPort(), kind.word(), related);
    }

    /** The same for those of one kind and address. */
    private String foundation(String literal) {
        return Integer.toUnsignedString(kind.preference * 31 + literal.hashCode(), 36);
    }
}
