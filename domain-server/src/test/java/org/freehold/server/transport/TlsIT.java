// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.freehold.server.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS on the one port, with a certificate made for the test. */
@Timeout(60)
@ExtendWith(NoLeaks.class)
final class TlsIT {
    @TempDir
    private Path folder;

    @Test
    void servesHttpsAndWssAndSendsPlainHttpThere() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "good");
        var ready = assertInstanceOf(TlsSetup.Ready.class, TlsSetup.load(certificate.files()));
        EchoSessions sessions = new EchoSessions();
        try (NetworkServer server = new NetworkServer(
                NetworkConfig.DEFAULTS, ready.context(), new FakeSite(), sessions, new Metrics());
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(certificate.trust())
                        .connectTimeout(Duration.ofSeconds(10))
                        .build()) {
            int port = assertInstanceOf(NetworkServer.Listening.class, server.listen("127.0.0.1", 0))
                    .address()
                    .getPort();

            HttpResponse<String> secure = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/a")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, secure.statusCode());
            assertEquals("/a", secure.body());

            assertEquals("over TLS", echo(client, port));
            assertRedirected(port);
            assertThrows(IOException.class, () -> RawWebSocket.open(port), "no session in the clear");
        }
    }

    /** BoringSSL signs with the keys that nearly everybody has, and Java with the others. */
    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void servesWithEveryKindOfKey(String algorithm) throws Exception {
        TestCertificate certificate = TestCertificate.ofKind(folder, algorithm);
        var ready = assertInstanceOf(TlsSetup.Ready.class, TlsSetup.load(certificate.files()));
        try (NetworkServer server = new NetworkServer(
                NetworkConfig.DEFAULTS, ready.context(), new FakeSite(), new EchoSessions(), new Metrics())) {
            int port = listen(server);
            for (String version : List.of("TLSv1.3", "TLSv1.2")) {
                var socket = (SSLSocket) certificate.trust().getSocketFactory().createSocket("localhost", port);
                socket.setEnabledProtocols(new String[] {version});
                try (RawWebSocket client = new RawWebSocket(socket)) {
                    client.upgrade(port, "freehold.1", Map.of());
                    client.text("hello");
                    assertEquals("hello", client.read().text());
                    assertEquals(version, socket.getSession().getProtocol());
                }
            }
        }
    }

    @Test
    void carriesPosesBothWays() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "good");
        var ready = assertInstanceOf(TlsSetup.Ready.class, TlsSetup.load(certificate.files()));
        EchoSessions sessions = new EchoSessions();
        try (NetworkServer server = new NetworkServer(
                NetworkConfig.DEFAULTS, ready.context(), new FakeSite(), sessions, new Metrics())) {
            int port = listen(server);
            try (RawWebSocket client = new RawWebSocket(
                    certificate.trust().getSocketFactory().createSocket("localhost", port))) {
                client.upgrade(port, "freehold.1", Map.of());
                var all = new ByteArrayOutputStream();
                for (byte i = 0; i < 10; i++) {
                    all.write(RawWebSocket.masked(RawWebSocket.BINARY, true, new byte[] {i, 1, 2, 3, 4}));
                    all.write(RawWebSocket.masked(RawWebSocket.TEXT, true, new byte[] {'a'}));
                }
                client.socket().getOutputStream().write(all.toByteArray());
                for (byte i = 0; i < 10; i++) {
                    assertArrayEquals(new byte[] {i, 1, 2, 3, 4}, client.read().payload());
                    assertEquals("a", client.read().text());
                }
                Transport transport = sessions.opened.element();
                for (int bytes : new int[] {0, 800, 4400, 100_000}) {
                    // The client may have read a frame before the server has noted that it is written.
                    CountDownLatch noted = new CountDownLatch(1);
                    transport.schedule(noted::countDown, Duration.ZERO);
                    assertTrue(noted.await(10, TimeUnit.SECONDS));
                    transport.sendNewest(PoseFrames.of(bytes));
                    transport.flushWithTick();
                    server.flushTick();
                    RawWebSocket.Frame poses = client.read();
                    assertEquals(RawWebSocket.BINARY, poses.opcode());
                    assertEquals(bytes, poses.payload().length);
                }
            }
        }
    }

    @Test
    void halvesOfHandshakesByTheThousandEndInTimeAndNobodyWaitsForThem() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "good");
        var ready = assertInstanceOf(TlsSetup.Ready.class, TlsSetup.load(certificate.files()));
        var brief = new NetworkConfig(
                2000, 64, false, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(20));
        var metrics = new Metrics();
        List<RawWebSocket> halves = new ArrayList<>();
        try (NetworkServer server =
                new NetworkServer(brief, ready.context(), new FakeSite(), new EchoSessions(), metrics)) {
            int port = listen(server);
            for (int i = 0; i < 1000; i++) {
                RawWebSocket half = RawWebSocket.connect(port);
                halves.add(half);
                // The head of a record with a ClientHello of 512 bytes, and some of these bytes.
                half.socket().getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3});
            }
            try (RawWebSocket client = new RawWebSocket(
                    certificate.trust().getSocketFactory().createSocket("localhost", port))) {
                client.upgrade(port, "freehold.1", Map.of());
                client.text("hello");
                assertEquals("hello", client.read().text());
            }
            for (RawWebSocket half : halves) {
                half.awaitEnd();
            }
            String ended = "freehold_failed_handshakes_total{reason=\"request_timeout\"}";
            assertEquals(1000, Counted.of(metrics, ended));
        } finally {
            for (RawWebSocket half : halves) {
                half.close();
            }
        }
    }

    private static int listen(NetworkServer server) {
        return assertInstanceOf(NetworkServer.Listening.class, server.listen("127.0.0.1", 0))
                .address()
                .getPort();
    }

    private static String echo(HttpClient client, int port)
            throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
        CompletableFuture<String> heard = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .subprotocols("freehold.1")
                .buildAsync(URI.create("wss://localhost:" + port + "/session"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        heard.complete(text.toString());
                        return CompletableFuture.completedStage(null);
                    }
                })
                .get(10, TimeUnit.SECONDS);
        assertEquals("freehold.1", socket.getSubprotocol());
        socket.sendText("over TLS", true).get(10, TimeUnit.SECONDS);
        String text = heard.get(10, TimeUnit.SECONDS);
        socket.abort();
        return text;
    }

    private static void assertRedirected(int port) throws IOException {
        try (RawWebSocket plain = RawWebSocket.connect(port)) {
            plain.write("GET /some/page?x=1 HTTP/1.1\r\nHost: my.example:" + port + "\r\n\r\n");
            String response = plain.readAll();
            assertTrue(response.startsWith("HTTP/1.1 308 "), response);
            assertTrue(response.contains("location: https://my.example:" + port + "/some/page?x=1\r\n"), response);
        }
        for (String bad : new String[] {"GET // HTTP/1.1\r\nHost: a", "GET / HTTP/1.1\r\nHost: a/b@c",
                "GET / HTTP/1.1\r\nX: y"}) {
            try (RawWebSocket plain = RawWebSocket.connect(port)) {
                plain.write(bad + "\r\n\r\n");
                String response = plain.readAll();
                assertTrue(response.startsWith("HTTP/1.1 400 "), response);
            }
        }
    }

    @Test
    void saysWhyFilesCannotBeUsed() throws Exception {
        TlsFiles good = TestCertificate.make(folder, "good").files();
        TlsFiles other = TestCertificate.make(folder, "other").files();
        TlsFiles old = TestCertificate.make(folder, "old", "-startdate", "-10d", "-validity", "5").files();
        TlsFiles early = TestCertificate.make(folder, "early", "-startdate", "+10d").files();
        Path none = folder.resolve("none.pem");

        assertUnusable(new TlsFiles(none, good.key()), "there is no such file");
        assertUnusable(new TlsFiles(good.certificates(), none), "there is no such file");
        assertUnusable(new TlsFiles(good.key(), good.key()), "certificate");
        assertUnusable(new TlsFiles(good.certificates(), good.certificates()), "no private key in it");
        assertUnusable(new TlsFiles(good.certificates(), other.key()), "not the key of the certificate");
        assertUnusable(old, "expired on ");
        assertUnusable(early, "valid only from ");
        assertUnusable(new TlsFiles(good.certificates(), written("-----BEGIN ENCRYPTED PRIVATE KEY-----\n")),
                "encrypted");
        assertUnusable(new TlsFiles(good.certificates(), written("-----BEGIN RSA PRIVATE KEY-----\n")), "older form");
        assertUnusable(
                new TlsFiles(good.certificates(), written(
                        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")),
                "not the EC key that the certificate needs");
    }

    private Path written(String content) throws IOException {
        return Files.writeString(folder.resolve("written.pem"), content);
    }

    private static void assertUnusable(TlsFiles files, String why) {
        var unusable = assertInstanceOf(TlsSetup.Unusable.class, TlsSetup.load(files));
        assertTrue(unusable.message().contains(why), unusable.message());
    }
}
