// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

/** A router opened nothing; the message says why, for people, and goes on after {@code "PCP: "}. */
public final class RouterFault extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean isOffered;

    private RouterFault(String message, boolean isOffered) {
        super(message);
        this.isOffered = isOffered;
    }

    /** The router does not speak this protocol. */
    static RouterFault notOffered(String why) {
        return new RouterFault(why, false);
    }

    /** The router speaks it, and does not want to, or can't. */
    static RouterFault refused(String why) {
        return new RouterFault(why, true);
    }

    /** Whether the router speaks the protocol at all. */
    public boolean isOffered() {
        return isOffered;
    }

    /** Why, in words. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
