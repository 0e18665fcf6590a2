// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DomainLoadTest {
    private static final MetricsPage BEFORE = MetricsPage.parse("""
            # TYPE freehold_people gauge
            freehold_people 2.0
            freehold_tick_seconds_bucket{le="0.001"} 10
            freehold_tick_seconds_bucket{le="0.002"} 10
            freehold_tick_seconds_bucket{le="+Inf"} 10
            freehold_tick_seconds_count 10
            freehold_world_cpu_seconds_total 4.0
            freehold_streamed_bytes_total{kind="entities"} 1000.0
            freehold_poses_delivered_total{detail="near"} 100.0
            freehold_late_ticks_total 7.0
            """);
    private static final MetricsPage AFTER = MetricsPage.parse("""
            freehold_people 3.0
            freehold_tick_seconds_bucket{le="0.001"} 60
            freehold_tick_seconds_bucket{le="0.002"} 108
            freehold_tick_seconds_bucket{le="+Inf"} 110
            freehold_tick_seconds_count 110
            freehold_world_cpu_seconds_total 4.5
            freehold_streamed_bytes_total{kind="entities"} 5000.0
            freehold_poses_delivered_total{detail="near"} 1100.0
            freehold_late_ticks_total 9.0
            freehold_sessions_by_budget{kilobytes="1024"} 2.0
            freehold_sessions_by_budget{kilobytes="16"} 1.0
            freehold_storage_writable 0.0
            freehold_worst_session_handle 12.0
            freehold_worst_session_queued_bytes 123456.0
            """);

    private final DomainLoad load = DomainLoad.between(BEFORE, AFTER, 2);

    @Test
    void tellsWhatHappenedBetweenTwoReadings() {
        assertEquals(3, load.people());
        assertEquals(50, load.ticksPerSecond());
        assertEquals(25, load.worldCpuPercent());
        assertEquals(2000, load.bytesPerSecond().get("entities"));
        assertEquals(500, load.posesNearPerSecond());
        assertEquals(2, load.lateTicks());
        assertEquals(9, load.lateTicksInAll());
        assertEquals(List.of(16.0, 1024.0), List.copyOf(load.sessionsByBudget().keySet()));
    }

    @Test
    void findsThePercentilesOfTheTicksInBetween() {
        assertEquals(1.0, load.tickP50Millis(), 1e-9);
        assertEquals(2.0, load.tickP99Millis(), 1e-9, "beyond the last bound nothing more is known");
        DomainLoad none = DomainLoad.between(AFTER, AFTER, 1);
        assertTrue(Double.isNaN(none.tickP50Millis()), "no ticks, no percentile");
    }

    @Test
    void placesAPercentileInsideItsBucket() {
        assertEquals(
                0.25,
                Histogram.quantile(
                        new TreeMap<>(Map.of(1.0, 0.0)), new TreeMap<>(Map.of(1.0, 8.0)), 0.25));
    }

    @Test
    void aServerThatWasStartedAnewHasNoNegativeRates() {
        MetricsPage startedAnew = BEFORE;
        DomainLoad again = DomainLoad.between(AFTER, startedAnew, 1);
        assertEquals(0, again.ticksPerSecond());
        assertEquals(0, again.bytesPerSecond().get("entities"));
    }

    @Test
    void showsWhatIsNotToldAsUnknown() {
        DomainLoad little = DomainLoad.between(
                MetricsPage.parse("freehold_people 1"), MetricsPage.parse("freehold_people 1"), 1);
        String text = String.join("\n", LoadText.lines(little));
        assertTrue(!text.contains("NaN") && text.contains("-"), text);
        assertTrue(LoadText.json(little).contains("\"tickHz\":null"), LoadText.json(little));
    }

    @Test
    void showsItInColumnsAndPlainWords() {
        List<String> lines = LoadText.lines(load);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("Ticks a second         50.0")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains("READ-ONLY")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains("handle 12") && line.contains("123.5 kB")), lines
                .toString());
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("16: 1  1024: 2")), lines.toString());
        long columns = lines.stream()
                .filter(line -> !line.startsWith("By budget"))
                .map(line -> line.length() % 26)
                .distinct()
                .count();
        assertEquals(1, columns, lines.toString());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), lines.toString());
    }
}
