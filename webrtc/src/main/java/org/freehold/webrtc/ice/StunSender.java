// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import java.net.InetSocketAddress;

/** Sends packets from the one port. Any thread. */
@FunctionalInterface
public interface StunSender {

    /** Takes over the array. */
    void send(byte[] packet, InetSocketAddress to);
}
