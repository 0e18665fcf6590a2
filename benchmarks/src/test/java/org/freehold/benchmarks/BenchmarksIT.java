// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each benchmark runs; what it measures here means nothing. */
class BenchmarksIT {
    private static final Program PROGRAM = new Program(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // Quick to start.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "org.freehold.server.app.Main"));

    private static final CrowdOptions TINY_CROWD = CrowdOptions.parse(
            "--visitors", "4", "--things", "150", "--seconds", "1", "--warm-up", "0.5", "--repeat", "1", "--knocks",
            "20");

    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(strings = {"start", "enter", "large", "edits", "micro", "lists", "updates", "webrtc", "plaza", "city",
            "join",
            "moves", "refused", "soak"})
    void measuresATinyAmount(String name) throws IOException, InterruptedException {
        Setup.Benchmark benchmark = Objects.requireNonNull(Benchmarks.benchmarks(TINY_CROWD).get(name));

        List<Figure> figures = benchmark.run(new Setup(PROGRAM, work, Sizes.TINY, null));

        assertFalse(figures.isEmpty());
        for (Figure figure : figures) {
            assertTrue(figure.measured().matches("[0-9].*"), figure.toString());
        }
    }

    @Test
    void runsEachBenchmarkThatHasATest() {
        assertEquals(
                List.of("start", "enter", "large", "edits", "micro", "lists", "updates", "webrtc", "plaza", "city",
                        "join",
                        "moves", "refused", "soak"),
                List.copyOf(Benchmarks.benchmarks(TINY_CROWD).keySet()));
    }

    @Test
    void marksAMissedTarget() {
        assertEquals(
                "| Start | < 1,500 ms | 1,600 ms **missed** | `freehold bench start` |",
                Figure.atMost("Start", 1500, 1600, "ms", "").row("freehold bench start"));
    }

    @Test
    void saysWhatStoppedADomainFromStarting() {
        IOException failure = assertThrows(
                IOException.class, () -> Domain.start(PROGRAM, work, Map.of("FREEHOLD_SERVER_HOST", ""), "--no-such"));

        assertTrue(failure.toString().contains("--no-such"), failure.toString());
    }
}
