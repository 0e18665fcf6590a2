// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Welcome;
import org.freehold.server.visit.Wishes;

/** {@code freehold run} in a process of its own, on a free port of this machine; and visitors for it. */
final class ServerProcess implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int END_MILLIS = 500;
    private static final Pattern LINK = Pattern.compile("\\s*http://localhost:(\\d+)/");
    private static final Pattern SHARED = Pattern.compile("https?://\\S+/d/\\S+");
    private static final Pattern CLAIM = Pattern.compile(".*#claim=(\\S+)");

    private final Process process;
    private final Path log;
    private final HttpClient http;
    private final List<String> said;
    private final CompletableFuture<Integer> port;

    private ServerProcess(
            Process process, Path log, HttpClient http, List<String> said, CompletableFuture<Integer> port) {
        this.process = process;
        this.log = log;
        this.http = http;
        this.said = said;
        this.port = port;
    }

    /** Starts it and returns when visitors are let in. */
    static ServerProcess start(HttpClient http, Path scratch, Path data, String... more) throws Exception {
        ServerProcess server = begin(http, scratch, data, more);
        try {
            server.port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return server;
        } catch (ExecutionException | TimeoutException e) {
            server.kill();
            throw new IllegalStateException("no link; it said " + server.said + server.log(), e);
        }
    }

    /** Starts it and does not wait. */
    static ServerProcess begin(HttpClient http, Path scratch, Path data, String... more) throws IOException {
        Path log = Files.createTempFile(scratch, "server", ".log");
        List<String> options = List.of(more);
        String[] command = Stream.concat(
                Stream.of("run", "--data", data.toString(), "--host", "127.0.0.1"),
                options.contains("--port") ? options.stream()
                        : Stream.concat(options.stream(), Stream.of("--port", "0")))
                .toArray(String[]::new);
        Process process = FreeholdCommand.process(scratch, command).redirectError(log.toFile()).start();
        List<String> said = new ArrayList<>();
        CompletableFuture<Integer> port = new CompletableFuture<>();
        BufferedReader out = process.inputReader();
        Thread.ofVirtual().name("server-output").start(() -> listen(out, said, port));
        return new ServerProcess(process, log, http, said, port);
    }

    private static void listen(BufferedReader out, List<String> said, CompletableFuture<Integer> port) {
        try (out) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (said) {
                    said.add(line);
                    said.notifyAll();
                }
                // The last line of the greeting: by then the claim has been read, too.
                if (line.contains("Ctrl-C")) {
                    port.complete(portIn(said));
                }
            }
            port.completeExceptionally(new IOException("ended before it was open"));
        } catch (IOException | UncheckedIOException e) {
            port.completeExceptionally(e);
        }
    }

    private static int portIn(List<String> said) {
        synchronized (said) {
            return said.stream()
                    .map(LINK::matcher)
                    .filter(Matcher::matches)
                    .map(match -> Integer.parseInt(match.group(1)))
                    .findFirst()
                    .orElseThrow(() -> new UncheckedIOException(new IOException("no link in " + said)));
        }
    }

    int port() {
        return port.join();
    }

    String link() {
        return "http://localhost:" + port() + "/";
    }

    /** The secret of the owner link. */
    String claim() {
        synchronized (said) {
            return said.stream()
                    .map(CLAIM::matcher)
                    .filter(Matcher::matches)
                    .map(match -> match.group(1))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The link by which it is shared; waits until it is. */
    String sharedLink() throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            synchronized (said) {
                Optional<String> link = said.stream().map(String::strip).filter(line -> SHARED.matcher(line).matches())
                        .findFirst();
                if (link.isPresent()) {
                    return link.get();
                }
                said.wait(PATIENCE.toMillis());
            }
        }
        throw new AssertionError("not shared; it said " + said);
    }

    /** What it has logged so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Somebody who has not connected yet. */
    VisitorClient visitor(VisitorKey key, String name, boolean everything) {
        return new VisitorClient(http, new Wishes(VisitLink.parse(link()), key, name, everything));
    }

    /** Somebody who opens the owner link, and who is sent all entities; has not connected yet. */
    VisitorClient owner(VisitorKey key, String name) {
        return new VisitorClient(http, new Wishes(VisitLink.parse(link() + "#claim=" + claim()), key, name, true));
    }

    /** Somebody who has connected, and who is sent all entities. */
    VisitorClient enter(String name) throws InterruptedException {
        VisitorClient visitor = visitor(VisitorKey.generate(), name, true);
        enter(visitor);
        return visitor;
    }

    static Welcome enter(VisitorClient visitor) throws InterruptedException {
        return assertInstanceOf(VisitorClient.Entered.class, visitor.enter()).welcome();
    }

    /** Waits for an answer; fails when the connection ends first or none comes, and says what the server logged. */
    Answer answer(VisitorClient visitor, CompletableFuture<Answer> asked) throws Exception {
        try {
            CompletableFuture.anyOf(asked, visitor.ended()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer; the server logged " + log() + "; " + get("healthz"), e);
        }
        if (!asked.isDone()) {
            throw new AssertionError(
                    "instead of an answer: " + visitor.ended().join() + "; the server logged " + log());
        }
        return asked.join();
    }

    /** What it answers to {@code GET /path}. */
    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(link() + path)).timeout(PATIENCE).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    /** The value of one series of {@code /metrics}, such as {@code freehold_refused_total{code="bad-name"}}; 0 without it. */
    double metric(String series) throws IOException, InterruptedException {
        return get("metrics").lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** SIGTERM; the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "does not stop");
        return process.exitValue();
    }

    /** SIGKILL, and waits until it is gone. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** The same, and waits until those who were here know it. */
    void killUnder(List<VisitorClient> visitors) {
        kill();
        CompletableFuture<?>[] ends = visitors.stream().map(VisitorClient::ended).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends).completeOnTimeout(null, END_MILLIS, TimeUnit.MILLISECONDS).join();
        // The JDK's WebSocket has been seen to miss the end of its connection.
        visitors.forEach(VisitorClient::breakOff);
    }

    @Override
    public void close() {
        kill();
    }
}
