// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

/** Takes packets. */
@FunctionalInterface
public interface PacketSink {

    /** Takes the packet, and the array with it: whoever calls does not change it any more. */
    void take(byte[] bytes, int offset, int length);
}
