// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.RawWebSocket.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.Timeout;

/** The network part of a server on a real port, against clients that do things right and wrong. */
@Timeout(60)
@ExtendWith(NoLeaks.class)
final class NetworkServerIT {
    private static final Duration SHORT = Duration.ofMillis(400);

    private final Metrics metrics = new Metrics();
    private final EchoSessions sessions = new EchoSessions();
    private NetworkServer server = serverWith(NetworkConfig.DEFAULTS);
    private int port;

    @BeforeEach
    void listen() {
        port = listen(server);
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofMillis(200));
    }

    @Test
    void saysThatAPortIsTaken() {
        try (NetworkServer second = serverWith(NetworkConfig.DEFAULTS)) {
            assertEquals(new NetworkServer.PortTaken(port), second.listen("127.0.0.1", port));
            assertInstanceOf(NetworkServer.Listening.class, second.listen("127.0.0.1", 0), "the next one is tried");
        }
    }

    @Test
    void saysThatAnAddressIsNotOfThisMachine() {
        try (NetworkServer second = serverWith(NetworkConfig.DEFAULTS)) {
            var result = assertInstanceOf(NetworkServer.NotPossible.class, second.listen("192.0.2.1", 0));
            assertTrue(result.message().startsWith("192.0.2.1: not an address of this machine"), result.message());
        }
    }

    @Test
    void saysThatAPortIsTakenByAnotherProgram() throws IOException {
        try (ServerSocket other = new ServerSocket(0);
                NetworkServer second = serverWith(NetworkConfig.DEFAULTS)) {
            assertEquals(
                    new NetworkServer.PortTaken(other.getLocalPort()), second.listen("0.0.0.0", other.getLocalPort()));
        }
    }

    @Test
    void answersRequestsOneAfterAnotherOnOneConnection() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("/a", "/b?c=d")) {
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(200, response.statusCode());
                assertEquals(path, response.body());
            }
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(port)) {
            client.write("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            String all = client.readAll();
            assertTrue(all.indexOf("/1") > 0 && all.indexOf("/2") > all.indexOf("/1"), all);
        }
    }

    @Test
    void sendsNoBodyForHead() throws IOException {
        String response = raw("HEAD /abc HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertTrue(response.contains("content-length: 4"), response);
        assertTrue(response.endsWith("\r\n\r\n"), response);
    }

    @Test
    void refusesRequestsWithABody() throws IOException {
        assertStatus(413, raw("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"));
        assertStatus(405, raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n"));
        assertStatus(405, raw("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }

    @Test
    void readsABodyWhereTheSiteWantsOneAndGoesOnAfterIt() throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(port)) {
            String post = take(5);
            client.write(post + "\r\nhe");
            client.write("llo");
            assertTrue(client.readUntil("hello").startsWith("HTTP/1.1 200"));
            client.write(post + "Connection: close\r\n\r\nagain");
            assertTrue(client.readAll().endsWith("again"));
        }
    }

    /** The head of a request with a body, but for its last line. */
    private static String take(int bodyBytes) {
        return "POST /take HTTP/1.1\r\nHost: a\r\nContent-Length: " + bodyBytes + "\r\n";
    }

    @Test
    void refusesABodyThatIsTooLongBeforeItIsSent() throws IOException {
        int tooLong = FakeSite.MAX_BODY + 1;
        assertStatus(413, raw(take(tooLong) + "\r\n"));
        assertStatus(411, raw("POST /take HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }

    @Test
    void readsAShortBodyThatNobodyWantsSoThatItsSenderGetsTheResponse() throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(port)) {
            String post = take(5).replace("/take", "/elsewhere");
            client.write(post + "\r\n");
            client.write("hello");
            assertTrue(client.readUntil("/elsewhere").startsWith("HTTP/1.1 405"));
            client.write(post + "Connection: close\r\n\r\nhello");
            assertTrue(client.readAll().startsWith("HTTP/1.1 405"));
        }
    }

    @Test
    void takesABodyOfExactlyTheLimit() throws IOException {
        String body = "x".repeat(FakeSite.MAX_BODY);
        String response = raw(take(FakeSite.MAX_BODY) + "Connection: close\r\n\r\n" + body);
        assertTrue(response.endsWith(body), "cut short");
    }

    @Test
    void saysThatABodyMayComeToThoseWhoAskFirst() throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(port)) {
            client.write(take(2) + "Expect: 100-continue\r\nConnection: close\r\n\r\n");
            assertTrue(client.readUntil("\r\n\r\n").startsWith("HTTP/1.1 100"));
            client.write("ok");
            assertTrue(client.readAll().endsWith("ok"));
        }
    }

    @Test
    void givesUpABodyThatDoesNotCome() throws IOException {
        restart(new NetworkConfig(100, 100, false, SHORT, SHORT, Duration.ofSeconds(20)));
        try (RawWebSocket client = RawWebSocket.connect(port)) {
            client.write(take(100) + "\r\nbegun");
            assertEquals("", client.readAll());
        }
    }

    @Test
    void answersAFaultOfTheSiteAndGoesOn() throws IOException {
        assertStatus(500, raw("POST /fail HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"));
        assertStatus(200, raw("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void refusesWhatIsNotHttp() throws IOException {
        assertStatus(400, raw("\u0016\u0003\u0001 what is this\r\n\r\n"));
        assertStatus(414, raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\n\r\n"));
        assertStatus(431, raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "b".repeat(9000) + "\r\n\r\n"));
    }

    @Test
    void closesConnectionsThatSendTheirRequestTooSlowly() throws Exception {
        restart(new NetworkConfig(100, 100, false, SHORT, SHORT, Duration.ofSeconds(20)));
        try (RawWebSocket client = RawWebSocket.connect(port)) {
            client.socket().setSoTimeout(50); // the time between two bytes
            int sent = 0;
            boolean closed = false;
            while (!closed && sent < 1000) {
                client.write(sent == 0 ? "G" : "a");
                sent++;
                try {
                    closed = client.socket().getInputStream().read() < 0;
                } catch (SocketTimeoutException e) {
                    // nothing yet: the next byte
                } catch (SocketException e) {
                    closed = true;
                }
            }
            assertTrue(closed, "still open after " + sent + " bytes");
        } catch (SocketException e) {
            // closed between two bytes: what this is about
        }
    }

    @Test
    void closesConnectionsThatSayNothing() throws IOException {
        restart(new NetworkConfig(100, 100, false, SHORT, SHORT, Duration.ofSeconds(20)));
        try (RawWebSocket client = RawWebSocket.connect(port)) {
            assertEquals("", client.readAll());
        }
    }

    @Test
    void closesConnectionsBeyondTheLimit() throws IOException {
        restart(new NetworkConfig(2, 100, false, SHORT.multipliedBy(20), SHORT, Duration.ofSeconds(20)));
        try (RawWebSocket first = RawWebSocket.open(port);
                RawWebSocket second = RawWebSocket.open(port);
                RawWebSocket third = RawWebSocket.connect(port)) {
            third.awaitEnd();
            first.text("still here");
            assertEquals("still here", first.read().text());
            second.text("me too");
            assertEquals("me too", second.read().text());
        }
    }

    @Test
    void holdsAThousandIdleConnectionsAndStillAnswers() throws IOException {
        List<RawWebSocket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                idle.add(RawWebSocket.connect(port));
            }
            assertStatus(200, raw("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
        } finally {
            for (RawWebSocket connection : idle) {
                connection.close();
            }
        }
    }

    @Test
    void opensSessionsOnlyForOurProtocol() throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(port)) {
            assertStatus(400, client.upgrade(port, "chat", Map.of()));
        }
        try (RawWebSocket client = RawWebSocket.connect(port)) {
            String response = client.upgrade(port, "chat, freehold.1", Map.of());
            assertStatus(101, response);
            assertTrue(response.contains("sec-websocket-protocol: freehold.1"), response);
        }
        assertStatus(426, raw("GET /session HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertStatus(404, raw("GET /other HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"));
    }

    @Test
    void carriesTextAndBinaryBothWays() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.text("Grüße, 世界");
            assertEquals("Grüße, 世界", client.read().text());
            client.frame(RawWebSocket.BINARY, true, new byte[] {1, 2, 3});
            Frame binary = client.read();
            assertEquals(RawWebSocket.BINARY, binary.opcode());
            assertEquals(3, binary.payload().length);
        }
    }

    @Test
    void takesSeveralBinariesOfOneReadWithTextBetween() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte i = 0; i < 20; i++) {
                all.write(RawWebSocket.masked(RawWebSocket.BINARY, true, new byte[] {i, 2, 3, 4, 5, 6, 7}));
                if (i % 7 == 3) {
                    all.write(RawWebSocket.masked(RawWebSocket.TEXT, true, new byte[] {'a'}));
                }
            }
            client.socket().getOutputStream().write(all.toByteArray());
            for (byte i = 0; i < 20; i++) {
                assertArrayEquals(new byte[] {i, 2, 3, 4, 5, 6, 7}, client.read().payload());
                if (i % 7 == 3) {
                    assertEquals("a", client.read().text());
                }
            }
        }
    }

    @Test
    void takesABinaryOverAnyNumberOfReads() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.socket().setTcpNoDelay(true);
            byte[] payload = new byte[64];
            Arrays.fill(payload, (byte) 77);
            byte[] frame = RawWebSocket.masked(RawWebSocket.BINARY, true, payload);
            for (int part = 1; part < frame.length; part += 7) {
                for (int from = 0; from < frame.length; from += part) {
                    client.socket().getOutputStream().write(frame, from, Math.min(part, frame.length - from));
                }
                assertArrayEquals(payload, client.read().payload());
            }
        }
    }

    @Test
    void putsFragmentsTogether() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            byte[] text = "Grüße".getBytes(StandardCharsets.UTF_8);
            client.frame(RawWebSocket.TEXT, false, new byte[] {text[0], text[1], text[2]}); // in the middle of ü
            client.frame(RawWebSocket.PING, true, new byte[] {7});
            client.frame(0, false, new byte[0]);
            client.frame(0, true, new byte[] {text[3], text[4], text[5], text[6]});
            assertEquals(RawWebSocket.PONG, client.read().opcode());
            assertEquals("Grüße", client.read().text());
        }
    }

    @Test
    void endsAConnectionWhoseFragmentsAddUpToTooMuch() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.frame(RawWebSocket.TEXT, false, new byte[8000]);
            client.frame(0, false, new byte[193]);
            assertEquals(1009, client.readClose().status());
            assertEquals(List.of("8193 > 8192"), List.copyOf(sessions.tooLarge));
        }
    }

    @Test
    void refusesALargeMessageAtItsFirstBytes() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.headerOf(RawWebSocket.TEXT, 2_000_000);
            assertEquals(1009, client.readClose().status());
            assertEquals(List.of("2000000 > 8192"), List.copyOf(sessions.tooLarge));
        }
    }

    @Test
    void showsTheReasonToAClientThatIsStillSendingTwoMegabytes() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.frame(RawWebSocket.TEXT, true, new byte[2_000_000]);
            assertEquals(1009, client.readClose().status());
        }
    }

    @Test
    void allowsLargerMessagesOnceASessionSaysSo() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.text("x");
            client.read();
            sessions.opened.element().limitMessages(100_000);
            String large = "a".repeat(100_000);
            client.text(large);
            assertEquals(large, client.read().text());
        }
    }

    @Test
    void endsAConnectionThatSendsALargeBinary() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.frame(RawWebSocket.BINARY, true, new byte[2049]);
            assertEquals(1009, client.readClose().status());
        }
    }

    @Test
    void endsAConnectionWhoseTextIsNotUtf8() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.frame(RawWebSocket.TEXT, true, new byte[] {'a', (byte) 0xc3, 'b'});
            assertEquals(1007, client.readClose().status());
        }
    }

    @Test
    void endsAConnectionWithUnmaskedFrames() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.unmaskedFrame(RawWebSocket.TEXT, "hello".getBytes(StandardCharsets.UTF_8));
            assertEquals(1002, client.readClose().status());
            client.awaitEnd();
        }
    }

    @Test
    void endsAConnectionThatFloodsWithPings() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 100_000; i++) {
                    client.frame(RawWebSocket.PING, true, new byte[0]);
                }
            });
        }
    }

    @Test
    void answersAClose() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.frame(RawWebSocket.CLOSE, true, new byte[] {3, (byte) 0xe8});
            assertEquals(1000, client.readClose().status());
            assertThrows(EOFException.class, client::read);
        }
    }

    @Test
    void closesWithTheStatusOfTheReasonAfterWhatWasQueued() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.text("before");
            client.text("close");
            assertEquals("before", client.read().text());
            assertEquals(1001, client.read().status());
        }
    }

    @Test
    void survivesAFaultInAHandler() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.text("fault");
            assertEquals(1011, client.readClose().status());
        }
        try (RawWebSocket client = RawWebSocket.open(port)) {
            client.text("next");
            assertEquals("next", client.read().text());
        }
    }

    @Test
    void pingsASilentClientAndEndsOneThatDoesNotAnswer() throws IOException {
        restart(new NetworkConfig(100, 100, false, SHORT.multipliedBy(20), SHORT, SHORT));
        try (RawWebSocket client = RawWebSocket.open(port)) {
            assertEquals(RawWebSocket.PING, client.read().opcode());
            client.frame(RawWebSocket.PONG, true, new byte[0]);
            assertEquals(RawWebSocket.PING, client.read().opcode(), "it is asked again after more silence");
            assertThrows(EOFException.class, client::read, "and given up when it does not answer");
        }
    }

    @Test
    void tellsThisMachineFromPagesOfOthers() throws IOException {
        assertEquals("true", local(Map.of()));
        assertEquals("true", local(Map.of("Origin", "http://127.0.0.1:" + port)));
        assertEquals("false", local(Map.of("Origin", "https://evil.example")));
        assertEquals("false", local(Map.of("X-Forwarded-For", "203.0.113.9")));
    }

    private String local(Map<String, String> headers) throws IOException {
        try (RawWebSocket client = RawWebSocket.open(port, headers)) {
            client.text("local?");
            return client.read().text();
        }
    }

    private String raw(String request) throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(port)) {
            client.write(request);
            return client.readAll();
        }
    }

    private static void assertStatus(int expected, String response) {
        assertTrue(response.startsWith("HTTP/1.1 " + expected + " "), response);
    }

    private NetworkServer serverWith(NetworkConfig config) {
        return new NetworkServer(config, null, new FakeSite(), sessions, metrics);
    }

    private void restart(NetworkConfig config) {
        server.stop(Duration.ZERO);
        server = serverWith(config);
        port = listen(server);
    }

    private static int listen(NetworkServer server) {
        return switch (server.listen("127.0.0.1", 0)) {
            case NetworkServer.Listening listening -> listening.address().getPort();
            case NetworkServer.PortTaken taken -> throw new AssertionError(taken);
            case NetworkServer.NotPossible notPossible -> throw new AssertionError(notPossible);
        };
    }
}
