// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The default routes in what operating systems say about their IPv4 routes, best first. Pure. */
final class RouteTable {
    private static final int MAX_ROUTES = 8;
    private static final int IS_GATEWAY = 2;
    private static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";
    private static final String ANY = "0.0.0.0";

    private RouteTable() {}

    private record Route(InetAddress router, long metric) {}

    /**
     * From Linux' {@code /proc/net/route}: columns Iface, Destination, Gateway, Flags, RefCnt, Use, Metric, Mask; addresses are numbers
     * in the order of this machine's bytes.
     */
    static List<InetAddress> linux(List<String> lines, ByteOrder order) {
        List<Route> routes = new ArrayList<>();
        for (String line : lines) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length >= 8 && columns[1].equals("00000000") && columns[7].equals("00000000")
                    && columns[2].matches("[0-9A-Fa-f]{8}") && columns[3].matches("[0-9A-Fa-f]{1,4}")
                    && columns[6].matches("[0-9]{1,10}")
                    && (HexFormat.fromHexDigits(columns[3]) & IS_GATEWAY) != 0) {
                int address = (int) HexFormat.fromHexDigitsToLong(columns[2]);
                routes.add(new Route(address(address, order), Long.parseLong(columns[6])));
            }
        }
        return routes.stream()
                .sorted(Comparator.comparingLong(Route::metric))
                .map(Route::router)
                .distinct()
                .limit(MAX_ROUTES)
                .toList();
    }

    /** From {@code netstat -rn}, as macOS, the BSDs ({@code default ROUTER ...}) and Windows ({@code 0.0.0.0 0.0.0.0 ROUTER ...}) say it. */
    static List<InetAddress> netstat(List<String> lines) {
        List<InetAddress> routers = new ArrayList<>();
        for (String line : lines) {
            String[] columns = line.strip().split("\\s+", -1);
            int at = columns[0].equals("default") ? 1 : 2;
            boolean isDefault = at == 1 || (columns.length > 2 && columns[0].equals(ANY) && columns[1].equals(ANY));
            if (isDefault && columns.length > at && columns[at].matches(ADDRESS) && routers.size() < MAX_ROUTES) {
                try {
                    routers.add(InetAddress.ofLiteral(columns[at]));
                } catch (IllegalArgumentException e) {
                    // A number over 255; whatever that is, it is no router.
                }
            }
        }
        return routers.stream().distinct().toList();
    }

    private static InetAddress address(int number, ByteOrder order) {
        try {
            return InetAddress.getByAddress(ByteBuffer.allocate(4).order(order).putInt(number).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 bytes are an address", e);
        }
    }
}
