// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The visitor of {@code src/test/interop}: a program for Node.js, with a WebRTC stack of its own. */
final class OtherStack implements AutoCloseable {
    private static final Path SOURCE = Path.of("src", "test", "interop");
    private static final Path INSTALLED = Path.of("target", "interop");
    private static final Path INSTALLER = Path.of("..", "web-client", "scripts", "install.mjs").toAbsolutePath();
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "peer.mjs");
    private static final Pattern UNREACHABLE = Pattern.compile(
            "\\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\\b");
    private static final long INSTALL_MINUTES = 2;
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();

    private OtherStack(Process process) {
        this.process = process;
    }

    /** Installs its packages under {@code target}, once; whoever has no network to get them from skips the test. */
    static void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        for (String file : FILES) {
            Files.copy(SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = INSTALLED.resolve("install.log");
        Process installer = new ProcessBuilder("node", INSTALLER.toString())
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(installer.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES), "npm is still installing");
        } finally {
            installer.descendants().forEach(ProcessHandle::destroyForcibly);
            installer.destroyForcibly();
        }
        String told = Files.readString(log);
        assumeFalse(
                installer.exitValue() != 0 && UNREACHABLE.matcher(told).find(),
                () -> "skipped: npm can't reach its registry for the packages of " + SOURCE + ": " + told);
        assertEquals(0, installer.exitValue(), told);
    }

    /** Starts it. */
    static OtherStack visit(String link) throws IOException {
        Process process = new ProcessBuilder("node", "peer.mjs", link)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .start();
        OtherStack visitor = new OtherStack(process);
        Thread.ofVirtual().name("other-stack").start(visitor::read);
        return visitor;
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
                Stream<String> lines = reader.lines()) {
            lines.forEach(line -> {
                said.add(line);
                if (line.startsWith("{")) {
                    events.add(parse(line));
                }
            });
        } catch (IOException | UncheckedIOException e) {
            said.add(e.toString());
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has printed. */
    String said() {
        return String.join("\n", said);
    }

    /** Waits until it tells of this; fails when it does not. What it tells of before is passed over. */
    JsonNode awaits(String event) throws InterruptedException {
        JsonNode told = within(TestDomain.PATIENCE, event);
        if (told == null) {
            throw new AssertionError("no " + event + "; it said: " + said());
        }
        return told;
    }

    /** The same, or null when it does not tell of it in time. */
    @Nullable
    JsonNode within(Duration patience, String event) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        JsonNode told;
        do {
            told = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } while (told != null && !told.path("event").asText().equals(event));
        return told;
    }

    /** Has it say goodbye, and waits until it has ended well. */
    void leave() throws IOException, InterruptedException {
        process.outputWriter().close();
        assertTrue(process.waitFor(TestDomain.PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> "still there: " + said());
        assertEquals(0, process.exitValue(), this::said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
