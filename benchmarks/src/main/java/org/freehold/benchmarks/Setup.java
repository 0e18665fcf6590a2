// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark works with.
 *
 * @param work an empty folder on the disk that is measured
 * @param given a world file to measure beside the generated one; null for none
 */
record Setup(Program program, Path work, Sizes sizes, @Nullable Path given) {

    /** A benchmark: measures, and says what it found. */
    @FunctionalInterface
    interface Benchmark {
        List<Figure> run(Setup setup) throws IOException, InterruptedException;
    }

    /** Says what is being done, on the error stream. */
    void progress(String what) {
        System.err.println("  " + what + "…");
    }

    /** A line of what is measured, on the output. */
    void say(String line) {
        System.out.println(line);
    }

    /** A folder in the work folder that is not there yet. */
    Path fresh(String name) {
        Path folder = work.resolve(name);
        delete(folder);
        return folder;
    }

    /** The generated world of the real one's size. */
    Path bigWorld() throws IOException {
        Path file = work.resolve("big.json");
        if (!Files.exists(file)) {
            GeneratedWorld.write(file, sizes.big());
        }
        return file;
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
