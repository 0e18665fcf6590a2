// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the server on one core and the load on another, so that neither takes the other's time: by {@code taskset}, where there is one,
 * and two cores.
 */
final class Cores implements AutoCloseable {
    private static final String SERVER = "0";
    private static final String LOAD = "1";
    private static final String ALLOWED = "Cpus_allowed_list:";

    /** The cores that this process had before; null when it still has them. */
    private final @Nullable String before;

    private Cores(@Nullable String before) {
        this.before = before;
    }

    /** Moves this process to a core of its own, until closed. */
    static Cores divide() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return new Cores(null);
        }
        String allowed = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(ALLOWED))
                .map(line -> line.substring(ALLOWED.length()).strip())
                .findFirst()
                .orElse("");
        boolean divided = !allowed.isEmpty() && works("taskset", "-c", SERVER, "true") && moveThisProcess(LOAD);
        return new Cores(divided ? allowed : null);
    }

    /** What a server's command begins with, to run on its core. */
    List<String> prefix() {
        return before == null ? List.of() : List.of("taskset", "-c", SERVER);
    }

    /** In words, for the output. */
    String line() {
        return before == null
                ? "Server and load share the cores, for there are no two of them or no taskset: the figures contain waiting for each other."
                : "Server on core " + SERVER + ", load on core " + LOAD + ".";
    }

    @Override
    public void close() {
        if (before != null) {
            moveThisProcess(before);
        }
    }

    private static boolean moveThisProcess(String cores) {
        return works("taskset", "-acp", cores, Long.toString(ProcessHandle.current().pid()));
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join()
                    .exitValue() == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        }
    }
}
