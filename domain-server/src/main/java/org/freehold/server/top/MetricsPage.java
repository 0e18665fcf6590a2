// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.top;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One reading of a domain's metrics, which come in Prometheus' text format. Metrics here have one label at most.
 *
 * @param values by name with label, as {@code freehold_people} or {@code freehold_sent_bytes_total{form="text"}}
 */
record MetricsPage(Map<String, Double> values) {

    MetricsPage {
        values = Map.copyOf(values);
    }

    /** Reads what {@code /metrics} answers; what is not a number is left out. */
    static MetricsPage parse(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            double value = space < 0 ? Double.NaN : number(line.substring(space + 1));
            if (!Double.isNaN(value)) {
                values.put(line.substring(0, space), value);
            }
        });
        return new MetricsPage(values);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value; not a number when the domain does not tell it. */
    double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    double value(String name, String label, String of) {
        return value(name + "{" + label + "=\"" + of + "\"}");
    }

    /** All values of a metric by those of its label, as numbers, rising. */
    SortedMap<Double, Double> byNumber(String name, String labelName) {
        SortedMap<Double, Double> found = new TreeMap<>();
        String start = name + "{" + labelName + "=\"";
        values.forEach((key, value) -> {
            if (key.startsWith(start)) {
                String label = key.substring(start.length(), key.length() - 2);
                found.put(label.equals("+Inf") ? Double.POSITIVE_INFINITY : number(label), value);
            }
        });
        return found;
    }
}
