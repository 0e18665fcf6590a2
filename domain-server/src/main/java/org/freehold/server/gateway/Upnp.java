// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.freehold.server.gateway.UpnpDescription.Service;
import org.jspecify.annotations.Nullable;

/**
 * Asks by UPnP: finds the router's own description, and in it the service that opens ports (WANIPConnection:1 section 2.4). Only the
 * router is asked: what answers from elsewhere, or names URLs elsewhere, is not heard.
 */
final class Upnp implements RouterProtocol {
    private static final int SSDP_PORT = 1900;
    private static final Duration SEARCH = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String DESCRIPTION = "Freehold";
    private static final int TRIES = 4;
    private static final int FIRST_OTHER_PORT = 20_000;
    private static final int LAST_OTHER_PORT = 60_000;

    private final Gateway gateway;
    private final List<InetSocketAddress> searched;
    private final Duration searchPatience;
    private final HttpClient http;
    private final RandomGenerator random;
    private final LongSupplier nanoClock;
    private @Nullable Service service;

    /**
     * One that knows nothing of the router yet.
     *
     * @param searched whom to ask where the router's description is
     * @param searchPatience how long to wait for that
     */
    Upnp(
            Gateway gateway,
            List<InetSocketAddress> searched,
            Duration searchPatience,
            HttpClient http,
            RandomGenerator random,
            LongSupplier nanoClock) {
        this.gateway = gateway;
        this.searched = List.copyOf(searched);
        this.searchPatience = searchPatience;
        this.http = http;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    static Upnp at(Gateway gateway, HttpClient http, RandomGenerator random, LongSupplier nanoClock) {
        List<InetSocketAddress> searched = List.of(
                new InetSocketAddress("239.255.255.250", SSDP_PORT),
                new InetSocketAddress(gateway.router(), SSDP_PORT));
        return new Upnp(gateway, searched, SEARCH, http, random, nanoClock);
    }

    @Override
    public String name() {
        return "UPnP";
    }

    @Override
    public Lease open(int port, Duration lifetime, @Nullable Lease before) throws RouterFault, InterruptedException {
        if (before == null || service == null) {
            service = find();
        }
        Service asked = service;
        int outside = before == null ? port : before.outside().getPort();
        long seconds = before != null && before.lifetime() == null ? 0 : lifetime.toSeconds();
        for (int i = 0; i < TRIES; i++) {
            int fault = add(asked, port, outside, seconds);
            switch (fault) {
                case 0 -> {
                    return new Lease(
                            port, new InetSocketAddress(outside(asked), outside),
                            seconds == 0 ? null : Duration.ofSeconds(seconds));
                }
                // Only leases without an end.
                case 725 -> seconds = 0;
                // The port is somebody else's.
                case 718, 729 -> outside = random.nextInt(FIRST_OTHER_PORT, LAST_OTHER_PORT);
                default -> throw refused(fault);
            }
        }
        throw RouterFault.refused("the router has no port to give");
    }

    @Override
    public boolean holds(Lease lease) throws InterruptedException {
        Service asked = service;
        if (asked == null) {
            return false;
        }
        try {
            Reply entry = ask(asked, "GetSpecificPortMappingEntry", whichPort(lease.outside().getPort()));
            // 714: there is no such entry. Anything else says nothing about it.
            return entry.fault() == 0
                    ? entry.value("NewInternalClient").filter(gateway.local().getHostAddress()::equals).isPresent()
                            && outside(asked).equals(lease.outside().getAddress())
                    : entry.fault() != 714;
        } catch (RouterFault e) {
            return true;
        }
    }

    @Override
    public void withdraw(Lease lease) throws InterruptedException {
        if (service != null) {
            try {
                ask(service, "DeletePortMapping", whichPort(lease.outside().getPort()));
            } catch (RouterFault e) {
                // It forgets by itself when the time is over, or when it restarts.
            }
        }
    }

    private Service find() throws RouterFault, InterruptedException {
        URI location;
        try {
            location = search().orElseThrow(() -> RouterFault.notOffered("the router does not answer"));
        } catch (IOException e) {
            throw RouterFault.notOffered("the network does not carry the question");
        }
        byte[] description = send(HttpRequest.newBuilder(location).GET()).body();
        return UpnpDescription.service(description, location, gateway.router())
                .orElseThrow(() -> RouterFault.notOffered("the router describes no service that opens ports"));
    }

    private Optional<URI> search() throws IOException {
        byte[] buffer = new byte[SsdpCodec.MAX_BYTES + 1];
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(gateway.local(), 0))) {
            NetworkInterface network = NetworkInterface.getByInetAddress(gateway.local());
            if (network != null) {
                socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, network);
            }
            byte[] question = SsdpCodec.search();
            for (InetSocketAddress address : searched) {
                socket.send(new DatagramPacket(question, question.length, address));
            }
            long until = nanoClock.getAsLong() + searchPatience.toNanos();
            for (long left = searchPatience.toNanos(); left > 0; left = until - nanoClock.getAsLong()) {
                socket.setSoTimeout((int) Math.max(1, left / 1_000_000));
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                try {
                    socket.receive(packet);
                } catch (SocketTimeoutException e) {
                    return Optional.empty();
                }
                if (packet.getAddress().equals(gateway.router())) {
                    Optional<URI> location =
                            SsdpCodec.location(ByteBuffer.wrap(buffer, 0, packet.getLength()), gateway.router());
                    if (location.isPresent()) {
                        return location;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** 0, or the code of the fault. */
    private int add(Service asked, int port, int outside, long seconds) throws RouterFault, InterruptedException {
        Map<String, String> arguments = whichPort(outside);
        arguments.put("NewInternalPort", String.valueOf(port));
        arguments.put("NewInternalClient", gateway.local().getHostAddress());
        arguments.put("NewEnabled", "1");
        arguments.put("NewPortMappingDescription", DESCRIPTION);
        arguments.put("NewLeaseDuration", String.valueOf(seconds));
        return ask(asked, "AddPortMapping", arguments).fault();
    }

    private InetAddress outside(Service asked) throws RouterFault, InterruptedException {
        String text = ask(asked, "GetExternalIPAddress", Map.of()).value("NewExternalIPAddress").orElse("");
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw RouterFault.refused("the router has no address outside at the moment");
        }
    }

    private static Map<String, String> whichPort(int outside) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("NewRemoteHost", "");
        arguments.put("NewExternalPort", String.valueOf(outside));
        arguments.put("NewProtocol", "UDP");
        return arguments;
    }

    /** What came back: 0 or the code of the fault, and the XML. */
    private record Reply(int fault, byte[] body) {
        Optional<String> value(String name) {
            return UpnpDescription.value(body, name);
        }
    }

    // All arguments are numbers, addresses and words of our own: nothing that XML would have to escape.
    private Reply ask(Service asked, String action, Map<String, String> arguments)
            throws RouterFault, InterruptedException {
        StringBuilder body = new StringBuilder("<?xml version=\"1.0\"?>\r\n<s:Envelope"
                + " xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body><u:" + action + " xmlns:u=\""
                + asked.type() + "\">");
        arguments.forEach((name, value) -> body.append('<').append(name).append('>').append(value).append("</")
                .append(name).append('>'));
        body.append("</u:").append(action).append("></s:Body></s:Envelope>");
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(asked.control())
                .header("Content-Type", "text/xml; charset=\"utf-8\"")
                .header("SOAPAction", "\"" + asked.type() + "#" + action + "\"")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        if (answer.statusCode() == 200) {
            return new Reply(0, answer.body());
        }
        int fault = UpnpDescription.value(answer.body(), "errorCode")
                .filter(code -> code.matches("[1-9][0-9]{2}"))
                .map(Integer::parseInt)
                .orElse(501);
        return new Reply(fault, answer.body());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws RouterFault, InterruptedException {
        try {
            return http.send(
                    request.timeout(PATIENCE).build(),
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), UpnpDescription.MAX_BYTES));
        } catch (IOException e) {
            throw RouterFault.refused("the router broke off, or said too much");
        }
    }

    /** WANIPConnection:1 section 2.4.16, WANIPConnection:2 section 2.5.16. */
    private static RouterFault refused(int code) {
        return switch (code) {
            case 401, 402, 501 -> RouterFault.refused("the router did not do it (code " + code + ")");
            case 606 -> RouterFault.refused("the router does not allow it; it may have to be allowed in its settings");
            case 728 -> RouterFault.refused("the router has opened as many ports as it can");
            default -> RouterFault.refused("the router refused with code " + code);
        };
    }
}
