// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds the IPv4 routers that lead out of this machine's networks, best first. Blocks for a moment. */
public final class DefaultGateways {
    private static final Path LINUX = Path.of("/proc/net/route");
    private static final int MAX_LINES = 2000;
    private static final int SECONDS = 3;
    private static final int MAX_GUESSES = 4;
    private static final int ANY_PORT = 9;

    private DefaultGateways() {}

    /** Those of now: as the operating system says, else the usual first address of each private network. */
    public static List<Gateway> find() {
        List<InetAddress> routers = Files.isReadable(LINUX) ? linux() : netstat();
        return (routers.isEmpty() ? guesses() : routers).stream()
                .map(DefaultGateways::gateway)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<InetAddress> linux() {
        try {
            return RouteTable.linux(Files.readAllLines(LINUX), ByteOrder.nativeOrder());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<InetAddress> netstat() {
        try {
            Process process = new ProcessBuilder("netstat", "-rn").redirectErrorStream(true).start();
            try (BufferedReader reader = process.inputReader(StandardCharsets.ISO_8859_1)) {
                return RouteTable.netstat(reader.lines().limit(MAX_LINES).toList());
            } finally {
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static List<InetAddress> guesses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(network -> network.getInterfaceAddresses().stream())
                    .filter(own -> own.getAddress() instanceof Inet4Address address && address.isSiteLocalAddress())
                    .map(DefaultGateways::firstOf)
                    .distinct()
                    .limit(MAX_GUESSES)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The first address of the network that this is in. */
    static InetAddress firstOf(InterfaceAddress own) {
        return firstOf(own.getAddress(), own.getNetworkPrefixLength());
    }

    static InetAddress firstOf(InetAddress own, int prefixBits) {
        int mask = prefixBits == 0 ? 0 : -1 << (32 - prefixBits);
        int first = (ByteBuffer.wrap(own.getAddress()).getInt() & mask) + 1;
        try {
            return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(first).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 bytes are an address", e);
        }
    }

    /** With the address that this machine would use towards it; nothing is sent. */
    private static Optional<Gateway> gateway(InetAddress router) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(router, ANY_PORT));
            return Optional.of(new Gateway(router, socket.getLocalAddress()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
