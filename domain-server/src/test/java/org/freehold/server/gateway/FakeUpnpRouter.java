// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A router on this machine's loopback that speaks UPnP. */
final class FakeUpnpRouter implements AutoCloseable {
    private static final String TYPE = "urn:schemas-upnp-org:service:WANIPConnection:1";

    private final DatagramSocket search;
    private final HttpServer http;
    private final Map<String, String> open = new ConcurrentHashMap<>();
    private final Queue<Integer> faults = new ConcurrentLinkedQueue<>();
    private volatile String outside = "198.51.100.2";
    private volatile String description = """
            <?xml version="1.0"?><root xmlns="urn:schemas-upnp-org:device-1-0"><device><serviceList><service>
            <serviceType>%s</serviceType><controlURL>/ctl</controlURL></service></serviceList></device></root>"""
            .formatted(TYPE);

    FakeUpnpRouter() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        search = new DatagramSocket(new InetSocketAddress(here, 0));
        http = HttpServer.create(new InetSocketAddress(here, 0), 0);
        http.createContext("/desc.xml", exchange -> answer(exchange, 200, description));
        http.createContext("/ctl", this::control);
        http.start();
        Thread.ofVirtual().start(this::serve);
    }

    /** Where it is searched. */
    InetSocketAddress address() {
        return (InetSocketAddress) search.getLocalSocketAddress();
    }

    /** Open ports such as {@code "UDP 4080"} outside, and where they lead, such as {@code "127.0.0.1:4080 for 7200"}. */
    Map<String, String> open() {
        return Map.copyOf(open);
    }

    void reboot() {
        open.clear();
    }

    /** Answers the next request to open with this code. */
    void failOnce(int code) {
        faults.add(code);
    }

    void describe(String xml) {
        description = xml;
    }

    void moveTo(String address) {
        outside = address;
    }

    @Override
    public void close() {
        search.close();
        http.stop(0);
    }

    private void serve() {
        byte[] buffer = new byte[2000];
        while (!search.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                search.receive(packet);
                String question = new String(buffer, 0, packet.getLength(), StandardCharsets.US_ASCII);
                if (question.startsWith("M-SEARCH * HTTP/1.1\r\n") && question.contains("MAN: \"ssdp:discover\"\r\n")) {
                    byte[] answer = """
                            HTTP/1.1 200 OK\r
                            ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r
                            LOCATION: http://127.0.0.1:%d/desc.xml\r
                            \r
                            """.formatted(http.getAddress().getPort()).getBytes(StandardCharsets.US_ASCII);
                    search.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void control(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String action = exchange.getRequestHeaders().getFirst("SOAPAction");
        String key = value(body, "NewProtocol") + " " + value(body, "NewExternalPort");
        if (action.equals("\"" + TYPE + "#GetExternalIPAddress\"")) {
            reply(exchange, "<NewExternalIPAddress>" + outside + "</NewExternalIPAddress>");
        } else if (action.equals("\"" + TYPE + "#AddPortMapping\"")) {
            Integer fault = faults.poll();
            if (fault != null) {
                fault(exchange, fault);
                return;
            }
            open.put(key, value(body, "NewInternalClient") + ":" + value(body, "NewInternalPort") + " for "
                    + value(body, "NewLeaseDuration"));
            reply(exchange, "");
        } else if (action.equals("\"" + TYPE + "#GetSpecificPortMappingEntry\"") && open.containsKey(key)) {
            reply(exchange, "<NewInternalClient>" + open.get(key).split(":", 2)[0] + "</NewInternalClient>");
        } else if (action.equals("\"" + TYPE + "#DeletePortMapping\"") && open.remove(key) != null) {
            reply(exchange, "");
        } else {
            fault(exchange, 714);
        }
    }

    private static String value(String body, String name) {
        Matcher found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(body);
        return found.find() ? found.group(1) : "";
    }

    private static void reply(HttpExchange exchange, String content) throws IOException {
        answer(exchange, 200, "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" + content
                + "</s:Body></s:Envelope>");
    }

    private static void fault(HttpExchange exchange, int code) throws IOException {
        answer(exchange, 500, "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault>"
                + "<detail><UPnPError xmlns=\"urn:schemas-upnp-org:control-1-0\"><errorCode>" + code
                + "</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
