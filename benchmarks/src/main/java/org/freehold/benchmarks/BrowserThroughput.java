// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.freehold.webrtc.datachannel.DataChannel;
import org.freehold.webrtc.datachannel.SendResult;
import org.freehold.webrtc.dtls.Fingerprint;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.ice.IceCredentials;
import org.freehold.webrtc.peer.Peer;
import org.freehold.webrtc.peer.PeerEnd;
import org.freehold.webrtc.peer.PeerLimits;
import org.freehold.webrtc.peer.PeerListener;
import org.freehold.webrtc.peer.PeerLoop;
import org.freehold.webrtc.peer.PeerPort;
import org.jspecify.annotations.Nullable;

/** How fast a reliable channel fills a real Chromium on this machine: our whole stack on the one side, the browser's on the other. */
final class BrowserThroughput {
    private static final String PAGE = "throughput.html";
    private static final int MESSAGE_BYTES = 16_384;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BrowserThroughput() {}

    /**
     * How it went.
     *
     * @param packetBytes of the largest SCTP packet that the path carried
     */
    record Filled(double megabytesPerSecond, int packetBytes) {}

    /**
     * Fills one; empty where no Chromium is installed.
     *
     * @param work an empty folder, for the browser
     * @param bytes how many are sent, a multiple of 16,384
     */
    static Optional<Filled> fill(Path work, long bytes) throws IOException, InterruptedException {
        Optional<Path> chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        return chromium.isEmpty() ? Optional.empty() : Optional.of(measure(chromium.get(), work, bytes));
    }

    private static Filled measure(Path chromium, Path work, long bytes) throws IOException, InterruptedException {
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        Sender sender = new Sender(bytes);
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (PeerLoop loop = new PeerLoop("bench-host");
                PeerPort port = loop.open(new InetSocketAddress("0.0.0.0", 0), PeerLimits.DEFAULTS, new SecureRandom(),
                        InstantSource.system(), System::nanoTime)) {
            site.createContext("/", exchange -> answer(exchange, "text/html", page()));
            site.createContext("/offer", exchange -> answer(
                    exchange, "application/json",
                    JSON.writeValueAsBytes(accept(port, JSON.readTree(exchange.getRequestBody()), sender))));
            site.createContext("/result", exchange -> {
                result.complete(JSON.readTree(exchange.getRequestBody()));
                answer(exchange, "text/plain", new byte[0]);
            });
            site.start();
            Process browser = new ProcessBuilder(chromium.toString(), "--headless=new", "--no-sandbox", "--disable-gpu",
                    "--no-first-run", "--user-data-dir=" + work,
                    "http://localhost:" + site.getAddress().getPort() + "/")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                JsonNode said = result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (said.path("bytes").asLong() != bytes) {
                    throw new IOException("the browser did not get everything: " + said);
                }
                return new Filled(bytes / 1e3 / said.path("millis").asDouble(), sender.packetBytes);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("the browser has not finished within " + PATIENCE.toSeconds() + " s", e);
            } finally {
                browser.descendants().forEach(ProcessHandle::destroyForcibly);
                browser.destroyForcibly().waitFor();
            }
        } finally {
            site.stop(0);
        }
    }

    private static ObjectNode accept(PeerPort port, JsonNode offer, Sender sender) throws IOException {
        Peer peer = port.newPeer(false, sender, made -> sender.peer = made);
        if (peer == null) {
            throw new IOException("no room for a peer");
        }
        IceCredentials ours = peer.local();
        Fingerprint theirs = Fingerprint.parse(base64(offer.path("fingerprint").asText())).orElseThrow();
        peer.begin(new IceCredentials(offer.path("ufrag").asText(), offer.path("pwd").asText()), theirs, List.of());
        ObjectNode answer = JSON.createObjectNode()
                .put("ufrag", ours.ufrag()).put("pwd", ours.password()).put("fingerprint", hex(port.fingerprint()));
        ArrayNode candidates = answer.putArray("candidates");
        try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
            all.flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .map(address -> new InetSocketAddress(address, port.address().getPort()))
                    .forEach(address -> candidates.add(Candidate.of(Candidate.Kind.HOST, address).line()));
        }
        return answer;
    }

    private static String base64(String hex) {
        byte[] bytes = HexFormat.ofDelimiter(":").parseHex(hex);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hex(Fingerprint fingerprint) {
        return HexFormat.ofDelimiter(":").formatHex(Base64.getUrlDecoder().decode(fingerprint.text()))
                .toUpperCase(Locale.ROOT);
    }

    private static byte[] page() throws IOException {
        try (InputStream page = BrowserThroughput.class.getResourceAsStream(PAGE)) {
            return Objects.requireNonNull(page, PAGE).readAllBytes();
        }
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Sends as fast as the browser takes it, and a text at the end. Runs on the loop of its peer. */
    private static final class Sender implements PeerListener {
        private final ByteBuf message = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[MESSAGE_BYTES]));
        private volatile @Nullable Peer peer;
        private volatile int packetBytes;
        private long left;
        private boolean sending;

        Sender(long bytes) {
            left = bytes;
        }

        @Override
        public void connected() {
            send(Objects.requireNonNull(peer));
        }

        @Override
        public void bufferedAmountLow(DataChannel channel) {}

        @Override
        public void progressed() {
            send(Objects.requireNonNull(peer));
        }

        private void send(Peer to) {
            DataChannel channel = to.reliable();
            if (sending || channel == null) {
                return;
            }
            sending = true; // what is sent is progress, which is told to us
            while (left > 0 && channel.send(true, message.duplicate(), to.now()) == SendResult.QUEUED) {
                left -= MESSAGE_BYTES;
            }
            if (left == 0
                    && channel.send(false, Unpooled.wrappedBuffer(new byte[] {'.'}), to.now()) == SendResult.QUEUED) {
                left = -1;
                packetBytes = to.path().packetBytes();
            }
            to.flush();
            to.flushPortSoon();
            sending = false;
        }

        @Override
        public void message(DataChannel channel, boolean binary, ByteBuf message) {}

        @Override
        public void ended(PeerEnd why) {}
    }
}
