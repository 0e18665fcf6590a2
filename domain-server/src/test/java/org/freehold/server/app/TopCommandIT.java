// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.freehold.server.visit.VisitorClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code freehold top} as a person types it, against a real domain. */
@Timeout(60)
final class TopCommandIT {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tellsAScriptHowBusyADomainIs() throws Exception {
        try (TestDomain domain = TestDomain.start(folder);
                VisitorClient ada = domain.visitor("Ada")) {
            assertInstanceOf(VisitorClient.Entered.class, ada.enter());
            assertEquals(0, top(domain.link(), "--once", "--json"));
            JsonNode load = new ObjectMapper().readTree(out.toString());
            assertEquals(1, out.toString().lines().count());
            assertEquals(1, load.path("people").asInt());
            assertEquals(30, load.path("tickHz").asInt());
            assertTrue(load.path("ticksPerSecond").asDouble() > 5, out.toString());
            assertTrue(load.path("tickP99Millis").asDouble() > 0, out.toString());
            assertTrue(load.path("worldCpuPercent").asDouble() > 0, out.toString());
            assertTrue(load.path("storageWritable").asBoolean(), out.toString());
            int sessions = 0;
            for (JsonNode count : load.path("sessionsByBudgetKilobytes")) {
                sessions += count.asInt();
            }
            assertEquals(1, sessions);
            assertFalse(out.toString().contains("null"), out.toString());
        }
    }

    @Test
    void showsItInPlainTextWhereThereIsNoTerminal() throws Exception {
        try (TestDomain domain = TestDomain.start(folder)) {
            assertEquals(0, top("localhost:" + domain.server().address().getPort(), "--once", "--every", "100ms"));
        }
        assertTrue(out.toString().contains("Ticks a second"), out.toString());
        assertFalse(out.toString().contains("\033"), "no codes for terminals");
    }

    @Test
    void endsWithAWordWhenTheDomainStops() throws Exception {
        CompletableFuture<Integer> ended;
        try (TestDomain domain = TestDomain.start(folder)) {
            CompletableFuture<Integer> watching = CompletableFuture.supplyAsync(
                    () -> top(domain.link(), "--every", "50ms"));
            while (out.getBuffer().indexOf("Storage") < 0 && !watching.isDone()) {
                Thread.onSpinWait();
            }
            ended = watching;
        }
        assertEquals(1, ended.join());
        assertTrue(err.toString().contains("expected: a running Freehold domain"), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    @Test
    void refusesClearlyWhenThereIsNoSuchDomain() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertEquals(1, top("http://localhost:" + free + "/", "--once"));
        assertTrue(err.toString().contains("nobody listens there"), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertEquals(1, top("--data", folder.resolve("none").toString()));
        assertTrue(err.toString().contains("there is no such folder"), err.toString());
        assertEquals(2, top("ftp://localhost/"));
    }

    @Test
    void findsTheDomainOfAFolderByItself() throws Exception {
        try (TestDomain domain = TestDomain.start(folder)) {
            Files.writeString(
                    folder.resolve("freehold.toml"),
                    "[server]\nport = " + domain.server().address().getPort() + "\n");
            assertEquals(0, top("--data", folder.toString(), "--once", "--json", "--every", "100ms"));
        }
        assertTrue(out.toString().startsWith("{\"people\":0"), out.toString());
    }

    private int top(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "top";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
