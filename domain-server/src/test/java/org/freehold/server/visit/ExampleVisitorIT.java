// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.freehold.server.wire.ClientMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/examples, which was written from docs/protocol.md alone, still fits. */
@Timeout(60)
final class ExampleVisitorIT {

    @Test
    void visitsSpeaksBuildsWalksAndLeaves(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(isOnPath("node"), "node is not on the PATH");
        Path example = Path.of("docs", "examples", "visitor.mjs");
        Path out = folder.resolve("out.txt");
        try (FakeDomain domain = new FakeDomain()) {
            Process node = new ProcessBuilder(
                    "node",
                    (Files.exists(example) ? example : Path.of("..").resolve(example)).toString(),
                    domain.link())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            try {
                assertTrue(node.waitFor(30, TimeUnit.SECONDS), "still running");
            } finally {
                node.destroyForcibly();
            }
            String said = Files.readString(out);
            assertEquals(0, node.exitValue(), said);
            assertTrue(said.contains("in Harbour as Visitor; permissions: build\n"), said);
            assertTrue(said.contains("entities: 2\n"), said);
            assertTrue(said.contains("Visitor: Hello from an example.\n"), said);
            assertTrue(said.contains("accepted 2\n"), said);
            assertTrue(said.endsWith("closed; 1 frames of poses came\n"), said);
            assertInstanceOf(ClientMessage.Hello.class, domain.heard.get(0));
            assertInstanceOf(ClientMessage.Chat.class, domain.heard.get(1));
            assertInstanceOf(ClientMessage.Add.class, domain.heard.get(2));
            assertEquals(new ClientMessage.Leave(), domain.heard.get(3));
            assertEquals(21, domain.poses.size());
            assertEquals(2f, domain.poses.getFirst().velocityX());
            assertEquals(2f, domain.poses.getLast().x() - domain.poses.getFirst().x(), 1e-5f);
        }
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
