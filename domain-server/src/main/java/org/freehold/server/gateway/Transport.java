// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

/** What goes through an opened port. */
public enum Transport {
    /** WebRTC sessions. */
    UDP(17),
    /** HTTP and WebSockets. */
    TCP(6);

    private final int number;

    Transport(int number) {
        this.number = number;
    }

    /** Its number in an IP header. */
    int number() {
        return number;
    }
}
