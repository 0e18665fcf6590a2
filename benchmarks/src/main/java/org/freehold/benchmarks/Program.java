// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The program that is measured, as people start it: in a process of its own.
 *
 * @param command what its arguments are appended to
 */
record Program(List<String> command) {
    private static final long PATIENCE_SECONDS = 120;

    Program {
        command = List.copyOf(command);
    }

    /** The launcher in this folder, with the options that it gives Java. */
    static Program launcher(Path home) {
        return new Program(List.of(home.resolve("freehold").toString()));
    }

    /** The same, begun by other words. */
    Program after(List<String> prefix) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return new Program(whole);
    }

    /**
     * What a finished run gave.
     *
     * @param seconds from the start of the process to its end
     */
    record Finished(String output, double seconds) {}

    /** Runs a command to its end; fails when it does. */
    Finished run(String... arguments) throws IOException, InterruptedException {
        File output = File.createTempFile("freehold-bench", ".out");
        try {
            long begin = System.nanoTime();
            Process process = builder(Map.of(), arguments).redirectOutput(output).redirectErrorStream(true).start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (!ended) {
                process.destroyForcibly();
            }
            String text = Files.readString(output.toPath());
            if (!ended || process.exitValue() != 0) {
                throw new IOException(String.join(" ", arguments) + " failed:\n" + text);
            }
            return new Finished(text, seconds);
        } finally {
            Files.deleteIfExists(output.toPath());
        }
    }

    /** A process with settings of its own only: none of the caller's environment. */
    ProcessBuilder builder(Map<String, String> settings, String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.environment().keySet().removeIf(
                name -> name.startsWith("FREEHOLD_") && !name.equals("FREEHOLD_JAVA_OPTS"));
        builder.environment().putAll(settings);
        return builder;
    }
}
