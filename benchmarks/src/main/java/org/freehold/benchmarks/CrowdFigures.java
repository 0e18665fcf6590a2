// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Which figures of a crowd were promised, and what they are. */
final class CrowdFigures {
    private static final int LARGE_PLAZA = 400;
    private static final int LARGE_CITY = 2000;
    private static final int MANY_SESSIONS = 1000;
    private static final int SMOOTH_HZ = 30;
    private static final double FULL_CORE = 0.9;
    private static final double SENT = 0.99;

    private CrowdFigures() {}

    /** The figures of the rows of one crowd at several servers. */
    static List<Figure> of(CrowdBenchmark.Scene scene, CrowdOptions options, int usualTick, List<CrowdRow> rows) {
        List<Figure> figures = new ArrayList<>();
        for (CrowdRow row : rows) {
            if (!row.server().equals(Contender.FLOOR)) {
                alone(scene, options, usualTick, row, figures);
            }
        }
        if (rows.size() == 2) {
            figures.add(ratio(scene, rows.get(0), rows.get(1)));
        }
        return figures;
    }

    private static void alone(
            CrowdBenchmark.Scene scene, CrowdOptions options, int usualTick, CrowdRow row, List<Figure> figures) {
        String who = ", %s of %,d, %s".formatted(row.scene(), row.people(), row.server());
        double delivered = row.median(run -> run.counts().ofExpected());
        double p99 = row.median(run -> run.counts().p99Millis());
        double sent = row.median(run -> run.counts().sent());
        String note = sent < SENT ? "the load was too slow: %.0f %% of poses sent".formatted(sent * 100) : "";
        if (scene == CrowdBenchmark.Scene.CITY) {
            figures.add(Figure.atLeast("Delivered of expected" + who, 0.97, delivered, "of 1", note));
        } else {
            figures.add(Figure.of("Delivered of expected" + who,
                    Figure.number(delivered) + " of 1" + (note.isEmpty() ? "" : " (" + note + ")")));
        }
        figures.add(Figure.atMost("Bytes for a delivered pose" + who, options.headAndHands() ? 30 : 14,
                row.median(CrowdResult::bytesPerPose), "bytes", ""));
        if (options.tick(usualTick) >= SMOOTH_HZ && !(row.median(CrowdResult::core) > FULL_CORE)) {
            figures.add(Figure.atMost(
                    "Age of a pose, p50" + who, 20, row.median(run -> run.counts().medianMillis()), "ms", ""));
            figures.add(Figure.atMost("Age of a pose, p99" + who, 45, p99, "ms", ""));
        } else if (scene == CrowdBenchmark.Scene.CITY && row.people() >= LARGE_CITY) {
            figures.add(Figure.atMost("Age of a pose, p99" + who, 110, p99, "ms", ""));
        }
        double allocated = row.median(CrowdResult::allocatedPerPose);
        if (!Double.isNaN(allocated)) {
            figures.add(Figure.atMost("Allocated for a delivered pose" + who, 2, allocated, "bytes", ""));
        }
        double resident = row.median(CrowdResult::residentPerVisitor) / 1000;
        if (row.people() >= MANY_SESSIONS && !Double.isNaN(resident)) {
            figures.add(Figure.atMost("Memory for each session (RSS)" + who, 60, resident, "kB", ""));
        }
    }

    private static Figure ratio(CrowdBenchmark.Scene scene, CrowdRow first, CrowdRow second) {
        double ratio = second.median(CrowdResult::cpuPerMillionUseful)
                / first.median(CrowdResult::cpuPerMillionUseful);
        double limit;
        if (second.server().equals(Contender.FREEHOLD_TLS)) {
            limit = 1.6;
        } else if (scene == CrowdBenchmark.Scene.CITY) {
            limit = 1.2;
        } else {
            limit = second.people() < LARGE_PLAZA ? 1.3 : 1.0;
        }
        return Figure.noMore(
                "Processor time for a useful pose, %s of %,d, %s against %s".formatted(
                        second.scene(), second.people(), second.server(), first.server()),
                limit, ratio, "times");
    }
}
