// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.freehold.webrtc.ice.PublicAddress;
import org.jspecify.annotations.Nullable;

/** How it stands with a UDP port that a router was asked to open. */
public sealed interface PortState {

    /** The same in words, one sentence or two. */
    String sentence();

    /** It is not known yet. */
    record Asking(int port) implements PortState {
        @Override
        public String sentence() {
            return "The router is being asked to open UDP port %d.".formatted(port);
        }
    }

    /**
     * It is open.
     *
     * @param protocol by which, such as {@code NAT-PMP}
     * @param outside where others reach it
     * @param until when it closes unless it is renewed, which happens by itself; null when it stays open until it is withdrawn
     */
    record Opened(int port, String protocol, InetSocketAddress outside, @Nullable Instant until) implements PortState {

        /** Whether everybody can reach it there; otherwise there is another router behind this one. */
        public boolean isPublic() {
            return PublicAddress.is(outside.getAddress());
        }

        @Override
        public String sentence() {
            String opened = "The router opened UDP port %d at %s by %s, until %s.".formatted(
                    port, text(outside), protocol,
                    until == null ? "this program ends"
                            : until.truncatedTo(ChronoUnit.SECONDS) + ", which is renewed by itself");
            return isPublic()
                    ? opened
                    : opened + " But that is not an address of the internet: there is another router behind it.";
        }

        private static String text(InetSocketAddress address) {
            String host = address.getAddress().getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        }
    }

    /**
     * It is not open.
     *
     * @param why for each way that was tried; empty when there is no router to ask
     */
    record Refused(int port, List<String> why) implements PortState {
        /** Copies. */
        public Refused {
            why = List.copyOf(why);
        }

        @Override
        public String sentence() {
            return why.isEmpty()
                    ? "This machine is in no network with a router that could open UDP port %d.".formatted(port)
                    : "The router did not open UDP port %d (%s).".formatted(port, String.join("; ", why));
        }
    }

    /** It was open, or not, and is no longer asked for. */
    record Withdrawn(int port) implements PortState {
        @Override
        public String sentence() {
            return "UDP port %d is no longer asked for.".formatted(port);
        }
    }
}
