// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code freehold bench NAME [WORLD]}: measures, and prints the table of docs/performance.md. Exit codes: 0 measured, whatever
 * the figures; 2 wrong usage.
 */
public final class Benchmarks {
    private static final String ALL = "all";

    private Benchmarks() {}

    /** Runs one benchmark or {@code all} of them; the folder of the launcher is the property {@code freehold.home}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, Setup.Benchmark> benchmarks = benchmarks();
        String name = arguments.length == 0 ? "" : arguments[0];
        if (arguments.length > 2 || (!name.equals(ALL) && !benchmarks.containsKey(name))) {
            System.err.println("freehold bench " + String.join("|", benchmarks.keySet()) + "|" + ALL + " [WORLD]");
            System.err.println("WORLD is a world file to be measured beside the generated one.");
            System.exit(2);
        }
        Path home = Path.of(System.getProperty("freehold.home", "."));
        // On the disk of the project, where a domain's data would be: the usual place for temporary files may be memory.
        Path target = home.resolve("benchmarks").resolve("target");
        Path work = Files.createTempDirectory(Files.createDirectories(target), "bench");
        try {
            Setup setup = new Setup(
                    Program.launcher(home), work, Sizes.FULL, world(arguments));
            System.out.println(Machine.line());
            System.out.println();
            print(run(benchmarks, name, setup));
        } finally {
            Setup.delete(work);
        }
    }

    /** All benchmarks by name, in the order in which they run. */
    static Map<String, Setup.Benchmark> benchmarks() {
        Map<String, Setup.Benchmark> benchmarks = new LinkedHashMap<>();
        benchmarks.put("start", new StartBenchmark());
        benchmarks.put("enter", new EnterBenchmark());
        benchmarks.put("large", new LargeBenchmark());
        benchmarks.put("edits", new EditsBenchmark());
        benchmarks.put("micro", new MicroBenchmark());
        return benchmarks;
    }

    private static List<String> run(Map<String, Setup.Benchmark> benchmarks, String name, Setup setup)
            throws IOException, InterruptedException {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, Setup.Benchmark> benchmark : benchmarks.entrySet()) {
            if (name.equals(ALL) || name.equals(benchmark.getKey())) {
                System.err.println(benchmark.getKey());
                for (Figure figure : benchmark.getValue().run(setup)) {
                    rows.add(figure.row("freehold bench " + benchmark.getKey()));
                }
            }
        }
        return rows;
    }

    private static void print(List<String> rows) {
        System.out.println("| figure | target | measured | command |");
        System.out.println("| --- | --- | --- | --- |");
        rows.forEach(System.out::println);
    }

    private static @Nullable Path world(String[] arguments) {
        return arguments.length < 2 ? null : Path.of(arguments[1]).toAbsolutePath();
    }
}
