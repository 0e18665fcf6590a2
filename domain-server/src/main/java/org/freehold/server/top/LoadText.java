// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.top;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the load of a domain is shown: as lines for people, or as JSON for scripts. Pure. */
public final class LoadText {
    private static final String UNKNOWN = "-";
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final double THOUSAND = 1000;

    private LoadText() {}

    /** Lines of plain text, without line ends, at most 80 wide for all but huge domains. */
    public static List<String> lines(DomainLoad load) {
        List<String> lines = new ArrayList<>();
        lines.add(line(
                "People", count(load.people()),
                "sessions", count(load.sessions()),
                "connections", count(load.connections())));
        lines.add(line("Still loading", count(load.waitingForEntities())));
        lines.add(line(
                "Ticks a second", number(load.ticksPerSecond()),
                "expected", count(load.tickHz()),
                "world thread", percent(load.worldCpuPercent())));
        lines.add(line("Tick p50", millis(load.tickP50Millis()), "p99", millis(load.tickP99Millis())));
        lines.add(line("Late ticks", count(load.lateTicks()), "since the start", count(load.lateTicksInAll())));
        lines.add(line(
                "Poses a second", count(load.posesNearPerSecond() + load.posesFarPerSecond()),
                "near", count(load.posesNearPerSecond()),
                "far", count(load.posesFarPerSecond())));
        lines.add(line("Left out", count(load.poseFramesSkippedPerSecond())));
        lines.add(line(
                "Bytes a second", bytes(all(load)),
                "poses near", bytes(kind(load, "posesNear")),
                "poses far", bytes(kind(load, "posesFar"))));
        lines.add(line(
                "", "",
                "entities", bytes(kind(load, "entities")),
                "other text", bytes(kind(load, "otherText"))));
        lines.add(line(
                "Queues: inbox", count(load.inbox()),
                "storage", count(load.storageQueue()),
                "lines", bytes(load.queuedBytes())));
        lines.add(line(
                "Worst session",
                load.worstSessionHandle() > 0 ? "handle " + Math.round(load.worstSessionHandle()) : "none",
                "waiting", bytes(load.worstSessionBytes())));
        lines.add(budgets(load));
        lines.add(line(
                "Storage", storage(load.storageWritable()),
                "size", bytes(load.storageBytes()),
                "stored a second", count(load.storedPerSecond())));
        return lines;
    }

    /** One JSON object; null where the domain tells nothing. */
    public static String json(DomainLoad load) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "people", load.people());
        put(json, "sessions", load.sessions());
        put(json, "connections", load.connections());
        put(json, "waitingForEntities", load.waitingForEntities());
        put(json, "tickHz", load.tickHz());
        put(json, "ticksPerSecond", load.ticksPerSecond());
        put(json, "tickP50Millis", load.tickP50Millis());
        put(json, "tickP99Millis", load.tickP99Millis());
        put(json, "lateTicks", load.lateTicks());
        put(json, "lateTicksInAll", load.lateTicksInAll());
        put(json, "worldCpuPercent", load.worldCpuPercent());
        ObjectNode bytes = json.putObject("bytesPerSecond");
        load.bytesPerSecond().forEach((kind, value) -> put(bytes, kind, value));
        put(json, "posesNearPerSecond", load.posesNearPerSecond());
        put(json, "posesFarPerSecond", load.posesFarPerSecond());
        put(json, "poseFramesSkippedPerSecond", load.poseFramesSkippedPerSecond());
        put(json, "inbox", load.inbox());
        put(json, "storageQueue", load.storageQueue());
        put(json, "queuedBytes", load.queuedBytes());
        ObjectNode budgets = json.putObject("sessionsByBudgetKilobytes");
        load.sessionsByBudget()
                .forEach((budget, sessions) -> put(budgets, Long.toString(Math.round(budget)), sessions));
        put(json, "worstSessionHandle", load.worstSessionHandle());
        put(json, "worstSessionBytes", load.worstSessionBytes());
        if (Double.isNaN(load.storageWritable())) {
            json.putNull("storageWritable");
        } else {
            json.put("storageWritable", load.storageWritable() > 0);
        }
        put(json, "storageBytes", load.storageBytes());
        put(json, "storedPerSecond", load.storedPerSecond());
        return json.toString();
    }

    /** The first figure, then at most two others with their names, in columns of a terminal 80 wide. */
    private static String line(String name, String value, String... others) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-15s%12s", name, value));
        for (int i = 0; i < others.length; i += 2) {
            line.append(String.format(Locale.ROOT, "  %-15s%9s", others[i], others[i + 1]));
        }
        return line.toString();
    }

    private static String budgets(DomainLoad load) {
        StringBuilder line = new StringBuilder("By budget, kB/s");
        if (load.sessionsByBudget().isEmpty()) {
            line.append(' ').append(UNKNOWN);
        }
        load.sessionsByBudget()
                .forEach((budget, sessions) -> line.append(
                        String.format(Locale.ROOT, "  %d: %s", Math.round(budget), count(sessions))));
        return line.toString();
    }

    private static double kind(DomainLoad load, String kind) {
        return load.bytesPerSecond().getOrDefault(kind, Double.NaN);
    }

    private static double all(DomainLoad load) {
        return load.bytesPerSecond().values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isNaN(value)) {
            json.putNull(name);
        } else if (value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE) {
            json.put(name, (long) value);
        } else {
            json.put(name, Math.round(value * THOUSAND) / THOUSAND);
        }
    }

    private static String count(double value) {
        return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String millis(double value) {
        return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%.1f ms", value);
    }

    private static String percent(double value) {
        return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%.0f %%", value);
    }

    private static String bytes(double value) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        double shown = value;
        int unit = 0;
        while (shown >= THOUSAND && unit < BYTE_UNITS.length - 1) {
            shown /= THOUSAND;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", shown, BYTE_UNITS[unit]);
    }

    private static String storage(double writable) {
        if (Double.isNaN(writable)) {
            return UNKNOWN;
        }
        return writable > 0 ? "writable" : "READ-ONLY";
    }
}
