// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.freehold.server.transport.HttpHead;
import org.jspecify.annotations.Nullable;

/**
 * Under which names a domain takes signed requests. A signature covers the name that the client spoke to, and this check keeps one
 * that was made for another domain, by somebody who has the same key there, from being passed on to this one.
 *
 * <p>On an address that is this machine's, or {@code localhost}, it is always this one. Where no name is known (no certificate, none
 * in the settings), any is taken.
 */
public final class Authorities {
    private static final String ANY_LABEL = "*.";

    private final Set<String> names;

    /** Names of hosts without port, such as {@code harbour.example} or {@code *.example}. */
    public Authorities(Set<String> names) {
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        this.names = Set.copyOf(lower);
    }

    /** Whether a request for this {@code Host} is for this domain. */
    boolean isOurs(String authority, HttpHead head) {
        String host = withoutPort(authority.toLowerCase(Locale.ROOT));
        return names.isEmpty()
                || names.contains(host)
                || (host.indexOf('.') > 0 && names.contains(ANY_LABEL + host.substring(host.indexOf('.') + 1)))
                || (host.equals("localhost") && head.fromThisMachine())
                || isLiteral(host, head.local());
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

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }
}
