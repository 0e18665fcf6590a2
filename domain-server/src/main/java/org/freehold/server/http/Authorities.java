// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.freehold.server.transport.HttpHead;
import org.jspecify.annotations.Nullable;

/**
 * Under which names a domain takes signed requests. A signature covers the name that the client spoke to, and this check keeps one
 * that was made for another domain, by somebody who has the same key there, from being passed on to this one.
 *
 * <p>The address of this machine that a request came to, and {@code localhost} on the machine itself, are always this domain's. A name
 * without a port holds with the port that the domain listens on, and with the usual one of a scheme.
 */
public final class Authorities {
    private static final String ANY_LABEL = "*.";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final Set<String> USUAL_PORTS = Set.of("", ":80", ":443");

    private final Set<String> names;
    private final IntSupplier port;

    /**
     * For a domain.
     *
     * @param names hosts such as {@code harbour.example}, {@code *.example}, or with a port of their own {@code harbour.example:8080}
     * @param port that the domain listens on; asked at each request
     */
    public Authorities(Set<String> names, IntSupplier port) {
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        this.names = Set.copyOf(lower);
        this.port = port;
    }

    /** Whether a request for this {@code Host} is for this domain. */
    public boolean isOurs(String authority, HttpHead head) {
        return head.overPeer() ? authority.equals(HttpHead.PEER_HOST) : isOurs(authority,
                host -> (host.equals("localhost") && head.fromThisMachine()) || isLiteral(host, head.local()));
    }

    /** Whether people of this domain may say that it is their home under this name; on its own machine it is at {@code localhost}. */
    public boolean isHome(String authority) {
        return isOurs(authority, LOOPBACK::contains);
    }

    private boolean isOurs(String authority, Predicate<String> isOtherwise) {
        String whole = authority.toLowerCase(Locale.ROOT);
        int colon = whole.lastIndexOf(':');
        String host = colon > whole.lastIndexOf(']') ? whole.substring(0, colon) : whole;
        String withPort = whole.substring(host.length());
        boolean isOurPort = USUAL_PORTS.contains(withPort) || withPort.equals(":" + port.getAsInt());
        return names.contains(whole) || (isOurPort && (isName(host) || isOtherwise.test(host)));
    }

    private boolean isName(String host) {
        return names.contains(host)
                || (host.indexOf('.') > 0 && names.contains(ANY_LABEL + host.substring(host.indexOf('.') + 1)));
    }

    /** The names, for people; empty when there are none. */
    String shown() {
        return String.join(", ", new TreeSet<>(names));
    }

    private static boolean isLiteral(String host, @Nullable InetAddress local) {
        if (local == null) {
            return false;
        }
        String literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return InetAddress.ofLiteral(literal).equals(local);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
