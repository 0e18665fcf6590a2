// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Which addresses are on the public internet, so that no link makes this server knock at machines beside it (RFC 6890). IPv4 by what is
 * left out, IPv6 by what is given out at all (2000::/3). Any thread.
 */
final class PublicAddresses {
    private static final int[][] NOT_PUBLIC_4 = {
            // address, bits
            {0x00000000, 8}, // this network
            {0x0a000000, 8}, // private
            {0x64400000, 10}, // behind a provider's NAT
            {0x7f000000, 8}, // this machine
            {0xa9fe0000, 16}, // this link, and the metadata of clouds
            {0xac100000, 12}, // private
            {0xc0000000, 24}, // protocol assignments
            {0xc0000200, 24}, // documentation
            {0xc0586300, 24}, // 6to4 relays
            {0xc0a80000, 16}, // private
            {0xc6120000, 15}, // benchmarks
            {0xc6336400, 24}, // documentation
            {0xcb007100, 24}, // documentation
            {0xe0000000, 3}, // multicast, reserved, broadcast
    };
    private static final int MAPPED_ZEROS = 10;

    private PublicAddresses() {}

    /** Whether it is on the public internet. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(integer(bytes, 0));
    }

    private static boolean isPublic4(int address) {
        for (int[] range : NOT_PUBLIC_4) {
            if ((address ^ range[0]) >>> (32 - range[1]) == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPublic6(byte[] bytes) {
        if (isMapped(bytes)) {
            return isPublic4(integer(bytes, 12));
        }
        int first = integer(bytes, 0);
        boolean isGlobal = (first & 0xe0000000) == 0x20000000;
        boolean isTunnelOrSpecial = (first & 0xfffffe00) == 0x20010000 // Teredo, benchmarks, ORCHID
                || (first & 0xffff0000) == 0x20020000 // 6to4: holds an IPv4 address
                || first == 0x20010db8 // documentation
                || (first & 0xfffff000) == 0x3fff0000; // documentation
        return isGlobal && !isTunnelOrSpecial;
    }

    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < MAPPED_ZEROS; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == -1 && bytes[11] == -1;
    }

    private static int integer(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }
}
