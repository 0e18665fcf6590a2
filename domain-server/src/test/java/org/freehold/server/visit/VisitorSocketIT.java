// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The socket against a server that dies at the worst moment. */
@Timeout(30)
final class VisitorSocketIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final byte[] A_TEXT = {(byte) 0x81, 2, '{', '}'};

    private final CompletableFuture<Void> reading = new CompletableFuture<>();
    private final CompletableFuture<Void> dead = new CompletableFuture<>();
    private final CompletableFuture<End> ended = new CompletableFuture<>();

    @Test
    void noticesAServerThatDiesWhileAMessageIsBeingRead() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> sendOneMessageAndDie(server));
            VisitorSocket socket = new VisitorSocket(
                    new SlowReading(),
                    new VisitorSocket.Traffic(),
                    new Liveness(System::nanoTime, Duration.ofMillis(500)));
            socket.open(http, URI.create("ws://localhost:" + server.getLocalPort() + "/session"), SOON);
            assertInstanceOf(End.BrokeOff.class, ended.get(SOON.toSeconds(), TimeUnit.SECONDS));
        } finally {
            http.shutdownNow();
        }
    }

    /** Is still busy with its first message when the connection ends. */
    private final class SlowReading implements VisitorSocket.Events {
        @Override
        public void text(String message) {
            reading.complete(null);
            dead.join();
            // A moment for the HTTP client to see the end.
            new CompletableFuture<Void>().completeOnTimeout(null, 200, TimeUnit.MILLISECONDS).join();
        }

        @Override
        public void binary(ByteBuffer message) {
            // None is sent.
        }

        @Override
        public void ended(End why) {
            ended.complete(why);
        }
    }

    private void sendOneMessageAndDie(ServerSocket server) {
        try (Socket client = server.accept();
                BufferedReader request = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Protocol: freehold.1\r\nSec-WebSocket-Accept: " + accept(request) + "\r\n\r\n";
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(A_TEXT);
            client.getOutputStream().flush();
            reading.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            dead.complete(null);
        }
    }

    /** Of RFC 6455 section 4.2.2, for the key in this request. */
    private static String accept(BufferedReader request) throws IOException {
        String key = "";
        for (String line = request.readLine(); line != null && !line.isEmpty(); line = request.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
                key = line.substring(line.indexOf(':') + 1).strip();
            }
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
