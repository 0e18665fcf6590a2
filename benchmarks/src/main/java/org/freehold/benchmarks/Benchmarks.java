// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freehold.benchmarks.laboratory.LongStay;
import org.freehold.benchmarks.laboratory.LossyPoses;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/**
 * {@code freehold bench NAME [WORLD]} and {@code freehold bench plaza|city|join|moves|refused|soak [OPTIONS]}: measures, and prints the table of docs/performance.md. Exit codes: 0 measured, whatever
 * the figures; 1 something could not be measured; 2 wrong usage.
 */
public final class Benchmarks {
    private static final String ALL = "all";
    /** Those that take options, and a quarter of an hour each. */
    private static final List<String> CROWDS = List.of("plaza", "city", "join", "moves", "refused", "soak");
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private Benchmarks() {}

    /** Runs one benchmark or {@code all} of them; the folder of the launcher is the property {@code freehold.home}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String name = arguments.length == 0 ? "" : arguments[0];
        if (name.equals("poses") || name.equals("stay")) {
            laboratory(name, Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        boolean crowd = CROWDS.contains(name);
        CrowdOptions options =
                crowd ? options(Arrays.copyOfRange(arguments, 1, arguments.length)) : CrowdOptions.parse();
        Map<String, Setup.Benchmark> benchmarks = benchmarks(options);
        if ((!crowd && arguments.length > 2) || (!name.equals(ALL) && !benchmarks.containsKey(name))) {
            usage(benchmarks);
            System.exit(WRONG_USAGE);
        }
        int code = measure(benchmarks, name, crowd ? null : world(arguments));
        if (code != 0) {
            System.exit(code);
        }
    }

    /** What the scripts of the laboratory do at one end of their wires. */
    private static void laboratory(String name, String... arguments) throws IOException, InterruptedException {
        try {
            if (name.equals("poses")) {
                LossyPoses.main(arguments);
            } else {
                LongStay.main(arguments);
            }
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USAGE);
        } catch (IOException e) {
            System.err.println("Not measured: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    /** The exit code. */
    private static int measure(Map<String, Setup.Benchmark> benchmarks, String name, @Nullable Path world)
            throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("freehold.home", "."));
        // On the disk of the project, where a domain's data would be: the usual place for temporary files may be memory.
        Path target = home.resolve("benchmarks").resolve("target");
        Path work = Files.createTempDirectory(Files.createDirectories(target), "bench");
        try {
            Setup setup = new Setup(
                    Program.launcher(home), work, Sizes.FULL, world);
            System.out.println(Machine.line());
            System.out.println();
            print(run(benchmarks, name, setup));
            return 0;
        } catch (IOException e) {
            System.err.println("Not measured: " + e.getMessage());
            return FAILED;
        } finally {
            Setup.delete(work);
        }
    }

    /** All benchmarks by name, in the order in which they run. */
    static Map<String, Setup.Benchmark> benchmarks(CrowdOptions crowd) {
        Map<String, Setup.Benchmark> benchmarks = new LinkedHashMap<>();
        benchmarks.put("start", new StartBenchmark());
        benchmarks.put("enter", new EnterBenchmark());
        benchmarks.put("large", new LargeBenchmark());
        benchmarks.put("edits", new EditsBenchmark());
        benchmarks.put("micro", new MicroBenchmark());
        benchmarks.put("lists", new ListsBenchmark());
        benchmarks.put("updates", new UpdatesBenchmark());
        benchmarks.put("webrtc", new WebrtcBenchmark());
        benchmarks.put("plaza", new CrowdBenchmark(CrowdBenchmark.Scene.PLAZA, crowd));
        benchmarks.put("city", new CrowdBenchmark(CrowdBenchmark.Scene.CITY, crowd));
        benchmarks.put("join", new JoinBenchmark(crowd));
        benchmarks.put("moves", new MovesBenchmark(crowd));
        benchmarks.put("refused", new RefusedBenchmark(crowd));
        benchmarks.put("soak", new SoakBenchmark(crowd));
        return benchmarks;
    }

    private static void usage(Map<String, Setup.Benchmark> benchmarks) {
        System.err.println("freehold bench " + String.join("|", benchmarks.keySet()) + "|" + ALL + " [WORLD]");
        System.err.println("WORLD is a world file to be measured beside the generated one.");
        System.err.println("poses and stay are for the scripts in benchmarks/laboratory.");
        System.err.println(String.join(", ", CROWDS) + " are not among " + ALL
                + " and take options instead: freehold bench plaza --help");
    }

    /** Ends the program with what is wrong, or with the help, where that is wanted. */
    private static CrowdOptions options(String... arguments) {
        try {
            CrowdOptions options = CrowdOptions.parse(arguments);
            options.help().ifPresent(help -> {
                System.out.print(help);
                System.exit(0);
            });
            return options;
        } catch (ParameterException e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USAGE);
            throw e;
        }
    }

    private static List<String> run(Map<String, Setup.Benchmark> benchmarks, String name, Setup setup)
            throws IOException, InterruptedException {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, Setup.Benchmark> benchmark : benchmarks.entrySet()) {
            if ((name.equals(ALL) && !CROWDS.contains(benchmark.getKey())) || name.equals(benchmark.getKey())) {
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
