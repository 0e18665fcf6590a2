// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Addresses that lie in the internet and not in anybody's own network. Only to these we send first when a stranger names them: whatever is in
 * our network must not be asked on somebody's behalf.
 */
public final class PublicAddress {
    private PublicAddress() {}

    /** Whether it is one. */
    public static boolean is(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet4Address) {
            boolean isShared = first == 100 && (second & 0xc0) == 64;
            return first != 0 && first < 224 && !isShared;
        }
        boolean isUniqueLocal = (first & 0xfe) == 0xfc;
        // Only 2000::/3 has been given out; the mapped and translated ones lead back to IPv4.
        boolean isGlobal = (first & 0xe0) == 0x20;
        boolean isTranslated = first == 0x20 && second == 0x02;
        return isGlobal && !isUniqueLocal && !isTranslated;
    }
}
