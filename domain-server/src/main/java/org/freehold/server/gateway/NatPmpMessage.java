// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.InetAddress;

/** A message of NAT-PMP (RFC 6886). Times are in seconds. */
sealed interface NatPmpMessage {

    /** What a router is asked. */
    sealed interface Request extends NatPmpMessage {}

    /** Which address do you have outside? (section 3.2) */
    record AddressRequest() implements Request {}

    /**
     * Let in what comes to this UDP port (section 3.3).
     *
     * @param suggestedPort outside; 0 leaves it to the router
     * @param lifetime 0 takes it back
     */
    record MapRequest(int port, int suggestedPort, long lifetime) implements Request {}

    /** What the router says; {@code epoch} is its time, which begins anew when it has lost its state (section 3.6). */
    sealed interface Answer extends NatPmpMessage {
        /** Seconds since the router's state began. */
        long epoch();
    }

    /** This is my address outside. */
    record AddressAnswer(InetAddress outside, long epoch) implements Answer {}

    /** It is open. */
    record MapAnswer(int port, int outsidePort, long lifetime, long epoch) implements Answer {}

    /**
     * No.
     *
     * @param code of section 3.5
     */
    record Refusal(int code, long epoch) implements Answer {}
}
