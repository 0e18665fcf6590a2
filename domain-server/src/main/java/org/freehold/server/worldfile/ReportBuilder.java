// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.freehold.server.entity.EntityType;
import org.freehold.server.entity.Fault;

/** Collects an {@link ImportReport}, and never more than one can read. */
final class ReportBuilder {
    private static final int MAX_GROUPS = 1000;
    private static final int MAX_REMARKS = 100;
    private static final String REST = "others";

    /** What a browser cannot load. */
    private static final List<String> SCHEMES = List.of("atp:", "qrc:", "file:");

    private final List<ImportReport.Fault> faults = new ArrayList<>();
    private final TreeMap<String, Integer> faultCounts = new TreeMap<>();
    private final TreeMap<String, Integer> imported = new TreeMap<>();
    private final TreeMap<String, Integer> unknown = new TreeMap<>();
    private final TreeMap<String, Integer> schemes = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();
    private int leftOut;
    private int nulls;
    private int orphans;
    private int storeData;

    void imported(EntityType type) {
        imported.merge(type.typeName(), 1, Integer::sum);
    }

    /** An entity was not taken; {@code reason} is one of a few fixed sentences. */
    void leftOut(String entityId, String entityName, String property, String value, String reason) {
        leftOut++;
        fault(entityId, entityName, property, value, "entity left out: " + reason, "entity left out, " + reason);
    }

    void fault(String entityId, String entityName, Fault fault) {
        boolean gone = fault.instead().equals("left out");
        fault(entityId, entityName, fault.path(), fault.value(),
                fault.instead() + " (expected: " + fault.expected() + ")",
                first(fault.path()) + (gone ? " left out" : " mended"));
    }

    void mended(String entityId, String entityName, String property, String value, String instead) {
        fault(entityId, entityName, property, value, instead, first(property) + " mended");
    }

    private void fault(
            String entityId, String entityName, String property, String value, String instead, String group) {
        if (faults.size() < ImportReport.MAX_FAULTS) {
            faults.add(new ImportReport.Fault(entityId, entityName, property, value, instead));
        }
        count(faultCounts, group);
    }

    void unknown(String property) {
        count(unknown, property);
    }

    void nullValue() {
        nulls++;
    }

    void orphan() {
        orphans++;
    }

    void storeData() {
        storeData++;
    }

    void remark(String remark) {
        if (remarks.size() < MAX_REMARKS) {
            remarks.add(remark);
        }
    }

    /** Counts addresses in a value that no browser can follow. */
    void addresses(JsonNode value) {
        if (value.isTextual()) {
            String text = value.textValue();
            for (String scheme : SCHEMES) {
                if (text.regionMatches(true, 0, scheme, 0, scheme.length())) {
                    count(schemes, scheme);
                }
            }
        } else if (value instanceof ObjectNode group) {
            for (JsonNode member : group) {
                if (member.isTextual()) {
                    addresses(member);
                }
            }
        }
    }

    ImportReport build(int version) {
        List<String> all = new ArrayList<>(remarks);
        if (!unknown.isEmpty()) {
            all.add("kept without knowing what they are: " + ImportReport.byCount(unknown));
        }
        if (!schemes.isEmpty()) {
            all.add("addresses that a browser cannot load: " + ImportReport.byCount(schemes));
        }
        if (orphans > 0) {
            all.add("entities whose parent is not in the file, which they keep: " + orphans);
        }
        if (nulls > 0) {
            all.add("properties that are null and so have their default: " + nulls);
        }
        if (storeData > 0) {
            all.add("properties of the former store, dropped: " + storeData);
        }
        return new ImportReport(version, imported, leftOut, faults, faultCounts, all);
    }

    private static String first(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static void count(Map<String, Integer> counts, String key) {
        String kept = counts.size() < MAX_GROUPS || counts.containsKey(key) ? key : REST;
        counts.merge(kept.length() > 80 ? kept.substring(0, 80) + "..." : kept, 1, Integer::sum);
    }
}
