// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code freehold rehearse DIR}: a start and a visit for nothing, by the same commands as people use. The launcher runs it after a
 * build, so that the JVM keeps the classes which it loads, and a domain's first start is as quick as any later one.
 */
@Command(name = "rehearse", hidden = true, description = "Start a domain in a new folder, visit it, and stop.",
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:done", "1:it could not be started or visited"})
final class RehearseCommand implements Callable<Integer> {
    private static final int GREETING_CHARACTERS = 1 << 14;
    private static final int SETTLE_MILLIS = 300;

    @Parameters(paramLabel = "DIR", description = "A folder that is not there yet; whoever calls removes it.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        PipedWriter said = new PipedWriter();
        try (BufferedReader greeting = new BufferedReader(new PipedReader(said, GREETING_CHARACTERS))) {
            Thread.ofPlatform().daemon().name("rehearsal").start(() -> {
                run(new PrintWriter(said), "run", "--data", folder.toString(), "--host", "127.0.0.1", "--port", "0");
                // Reached only when it could not start: whoever waits for the greeting sees its end.
                new PrintWriter(said).close();
            });
            String link = link(greeting);
            if (link.isEmpty() || !hasPage(link)) {
                return CommandLine.ExitCode.SOFTWARE;
            }
            int webSocket = visit(link, "websocket");
            return webSocket == 0 ? visit(link, "webrtc") : webSocket;
        }
    }

    private static int visit(String link, String transport) {
        return run(PrintWriter.nullWriter(), "visit", link, "--all", "--json", "--move", "--for",
                SETTLE_MILLIS + "ms", "--transport", transport);
    }

    private static int run(Writer out, String... arguments) {
        return Main.commandLine().setOut(new PrintWriter(out)).execute(arguments);
    }

    private static String link(BufferedReader greeting) throws IOException {
        for (String line = greeting.readLine(); line != null; line = greeting.readLine()) {
            if (line.strip().startsWith("http://")) {
                return line.strip();
            }
        }
        return "";
    }

    private static boolean hasPage(String link) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest page = HttpRequest.newBuilder(URI.create(link)).header("accept-encoding", "br").build();
            return client.send(page, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        }
    }
}
