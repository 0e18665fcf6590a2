// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command of the built {@code freehold.jar} in a process of its own. */
final class FreeholdCommand {
    private static final Path JAR = Path.of("target", "freehold.jar").toAbsolutePath();
    /** Of the classes that a start loads; the first process that ends by itself writes it. */
    private static final Path ARCHIVE = Path.of("target", "whole-tests.jsa").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 60;

    private FreeholdCommand() {}

    /** What was left of a command that has ended. */
    record Ended(int exitCode, String out, String err) {}

    /** Runs a command to its end; {@code scratch} takes its output and temporary files. */
    static Ended run(Path scratch, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch, "command", ".out");
        Path err = Files.createTempFile(scratch, "command", ".err");
        Process process = process(scratch, arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "still running: " + List.of(arguments));
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** A command to start; a Java that starts quickly rather than runs fast. */
    static ProcessBuilder process(Path scratch, String... arguments) throws IOException {
        assertTrue(Files.exists(JAR), JAR + " is not built: 'mvn -DwithoutTests package' makes it");
        forgetOldArchive();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Xlog:cds*=off",
                "-Xlog:aot*=off",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + ARCHIVE,
                "-Dorg.sqlite.tmpdir=" + scratch,
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().keySet().removeIf(name -> name.startsWith("FREEHOLD_"));
        return process;
    }

    /** The JVM replaces the archive of another Java by itself, but not that of other jars. */
    private static void forgetOldArchive() throws IOException {
        if (Files.exists(ARCHIVE)) {
            try (Stream<Path> libraries = Files.list(JAR.resolveSibling("lib"))) {
                var newest = Stream.concat(Stream.of(JAR), libraries)
                        .map(jar -> jar.toFile().lastModified())
                        .max(Comparator.naturalOrder());
                if (newest.isPresent() && newest.get() > ARCHIVE.toFile().lastModified()) {
                    Files.delete(ARCHIVE);
                }
            }
        }
    }
}
