// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RouteTableTest {

    @Test
    void findsTheRouterOfLinux() {
        assertEquals(
                addresses("192.168.1.1"),
                RouteTable.linux(
                        """
                                Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
                                wlan0	00000000	0101A8C0	0003	0	0	600	00000000	0	0	0
                                wlan0	0001A8C0	00000000	0001	0	0	600	00FFFFFF	0	0	0
                                """.lines().toList(),
                        ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void prefersTheCableAsLinuxDoes() {
        assertEquals(
                addresses("10.0.0.1", "192.168.1.1"),
                RouteTable.linux(
                        List.of(
                                "wlan0	00000000	C0A80101	0003	0	0	600	00000000	0	0	0",
                                "eth0	00000000	0A000001	0003	0	0	100	00000000	0	0	0",
                                "eth0	00000000	00000000	0001	0	0	50	00000000	0	0	0",
                                "tun0	00000000	0A080001	0003	0	0	0	00000080	0	0	0"),
                        ByteOrder.BIG_ENDIAN));
    }

    @Test
    void findsTheRouterOfMacOs() {
        assertEquals(
                addresses("192.168.1.1"),
                RouteTable.netstat("""
                        Routing tables

                        Internet:
                        Destination        Gateway            Flags               Netif Expire
                        default            192.168.1.1        UGScg                 en0
                        default            link#12            UCSIg           bridge100      !
                        127                127.0.0.1          UCS                   lo0
                        192.168.1.1/32     link#6             UCS                   en0      !

                        Internet6:
                        default            fe80::1%en0        UGcg                  en0
                        """.lines().toList()));
    }

    @Test
    void findsTheRouterOfWindows() {
        assertEquals(
                addresses("192.168.1.254"),
                RouteTable.netstat("""
                        IPv4 Route Table
                        ===========================================================================
                        Active Routes:
                        Network Destination        Netmask          Gateway       Interface  Metric
                                  0.0.0.0          0.0.0.0    192.168.1.254    192.168.1.20     35
                                127.0.0.0        255.0.0.0         On-link         127.0.0.1    331
                        """.lines().toList()));
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertEquals(List.of(), RouteTable.linux(List.of(), ByteOrder.nativeOrder()));
        assertEquals(List.of(), RouteTable.netstat(List.of("", "default", "0.0.0.0 0.0.0.0", "default 300.1.1.1")));
    }

    @Test
    void readsAnythingWithoutAFault() {
        Random random = new Random(4080);
        String[] words =
                {"default", "0.0.0.0", "00000000", "FFFFFFFF", "1.2.3.4", "0003", "99999999999", "eth0", "", "\t"};
        for (int i = 0; i < 5000; i++) {
            StringBuilder line = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                line.append(words[random.nextInt(words.length)]).append(' ');
            }
            RouteTable.linux(List.of(line.toString()), ByteOrder.nativeOrder());
            RouteTable.netstat(List.of(line.toString()));
        }
    }

    @Test
    void guessesTheFirstAddressOfANetwork() {
        assertEquals(
                InetAddress.ofLiteral("192.168.1.1"),
                DefaultGateways.firstOf(InetAddress.ofLiteral("192.168.1.77"), 24));
        assertEquals(
                InetAddress.ofLiteral("172.20.16.1"),
                DefaultGateways.firstOf(InetAddress.ofLiteral("172.20.31.254"), 20));
    }

    private static List<InetAddress> addresses(String... texts) {
        return List.of(texts).stream().map(InetAddress::ofLiteral).toList();
    }
}
