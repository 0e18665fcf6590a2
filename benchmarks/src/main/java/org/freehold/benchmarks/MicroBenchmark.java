// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.freehold.benchmarks.micro.ChannelBenchmark;
import org.freehold.benchmarks.micro.CodecBenchmark;
import org.freehold.benchmarks.micro.CrowdTickBenchmark;
import org.freehold.benchmarks.micro.EntityBenchmark;
import org.freehold.benchmarks.micro.InterestBenchmark;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The parts of the hot path, each by JMH in a process of its own. */
final class MicroBenchmark implements Setup.Benchmark {

    @Override
    public List<Figure> run(Setup setup) {
        setup.progress("channels, codecs, edits and interest by JMH");
        boolean tiny = setup.sizes().equals(Sizes.TINY);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(ChannelBenchmark.class.getName())
                .include(CodecBenchmark.class.getName())
                .include(EntityBenchmark.class.getName())
                .include(InterestBenchmark.class.getName())
                .include(CrowdTickBenchmark.class.getName())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseCompactObjectHeaders")
                .verbosity(VerboseMode.SILENT)
                .forks(tiny ? 0 : 1)
                .warmupIterations(tiny ? 0 : 3)
                .measurementIterations(tiny ? 1 : 4)
                .warmupTime(TimeValue.milliseconds(700))
                .measurementTime(TimeValue.milliseconds(tiny ? 1 : 700))
                .shouldFailOnError(true);
        if (tiny) {
            // The smallest of each: what takes long otherwise is putting a large world together, many times.
            options.param("entities", "1428").param("crowd", CrowdTickBenchmark.Crowd.PLAZA_400.name());
        }
        try {
            List<Figure> figures = new ArrayList<>();
            for (RunResult result : new Runner(options.build()).run()) {
                String name = result.getParams().getBenchmark();
                double nanos = result.getPrimaryResult().getScore();
                double error = result.getPrimaryResult().getScoreError();
                figures.add(Figure.of(
                        name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1) + parameters(result),
                        Figure.number(nanos) + " ns" + (Double.isNaN(error) ? "" : " ± " + Figure.number(error))));
            }
            return figures;
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String parameters(RunResult result) {
        StringBuilder text = new StringBuilder();
        for (String name : result.getParams().getParamsKeys()) {
            text.append(", ").append(result.getParams().getParam(name)).append(' ').append(name);
        }
        return text.toString();
    }
}
