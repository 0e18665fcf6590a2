// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of a file. Bounded, whatever the file: the first faults in full, then counts.
 *
 * @param version of the file
 * @param imported entities by type name
 * @param leftOut entities that were not taken
 * @param faults the first {@link #MAX_FAULTS} in the order found
 * @param faultCounts all faults by property and what was done, such as {@code "locked: mended"}
 * @param remarks for people: what is no fault and still good to know
 */
public record ImportReport(
        int version,
        SortedMap<String, Integer> imported,
        int leftOut,
        List<Fault> faults,
        SortedMap<String, Integer> faultCounts,
        List<String> remarks) {

    /** How many faults are told in full. */
    public static final int MAX_FAULTS = 1000;

    private static final int MAX_GROUPS_SHOWN = 20;

    public ImportReport {
        imported = Collections.unmodifiableSortedMap(new TreeMap<>(imported));
        faults = List.copyOf(faults);
        faultCounts = Collections.unmodifiableSortedMap(new TreeMap<>(faultCounts));
        remarks = List.copyOf(remarks);
    }

    /**
     * One value that was not what it should be.
     *
     * @param entityId as in the file, or {@code "entity 17"}, counted from 1, where it has none
     * @param entityName may be empty
     * @param property and the member within it, such as {@code keyLight.color.red}; {@code entity} for the whole
     * @param value as JSON, shortened
     * @param instead what was done, and why
     */
    public record Fault(String entityId, String entityName, String property, String value, String instead) {

        /** On one line. */
        public String line() {
            return entityId + (entityName.isEmpty() ? "" : " \"" + entityName + "\"") + ": " + property + ": " + value
                    + ": " + instead;
        }
    }

    /** Entities that were taken. */
    public int importedCount() {
        return imported.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** All faults, those beyond {@link #MAX_FAULTS} too. */
    public int faultCount() {
        return faultCounts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** For people, a few lines. */
    public List<String> summaryLines() {
        List<String> lines = new ArrayList<>();
        lines.add("entities imported: " + importedCount() + (imported.isEmpty() ? "" : " (" + byCount(imported) + ")"));
        if (leftOut > 0) {
            lines.add("entities left out: " + leftOut);
        }
        if (faultCount() > 0) {
            lines.add("faults: " + faultCount() + " (" + byCount(faultCounts) + ")");
        }
        lines.addAll(remarks);
        return lines;
    }

    static String byCount(Map<String, Integer> counts) {
        String most = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_GROUPS_SHOWN)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        int more = counts.size() - MAX_GROUPS_SHOWN;
        return more > 0 ? most + " and " + more + " more" : most;
    }
}
