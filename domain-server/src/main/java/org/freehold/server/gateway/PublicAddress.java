// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which addresses the whole internet can send to. */
public final class PublicAddress {
    private static final int CARRIERS_FIRST = 100;
    private static final int CARRIERS_SECOND = 64;

    private PublicAddress() {}

    /** False for addresses of private networks, of carriers' own networks (RFC 6598), of one link or one machine, and for groups. */
    public static boolean is(InetAddress address) {
        byte[] raw = address.getAddress();
        boolean isInside = address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress();
        return !isInside && (address instanceof Inet4Address ? !isCarriers(raw) : (raw[0] & 0xFE) != 0xFC);
    }

    /** Between a provider's customers and its own router (RFC 6598: 100.64.0.0/10). */
    public static boolean isCarriers(InetAddress address) {
        return address instanceof Inet4Address && isCarriers(address.getAddress());
    }

    private static boolean isCarriers(byte[] raw) {
        return raw[0] == CARRIERS_FIRST && (raw[1] & 0xC0) == CARRIERS_SECOND;
    }
}
