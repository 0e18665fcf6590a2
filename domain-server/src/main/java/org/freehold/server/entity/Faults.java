// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the checks of {@link PropertyTable} say what is wrong. For one thread; a check that finds nothing wrong
 * allocates nothing.
 */
public final class Faults {
    private final boolean lenient;
    private final Consumer<Fault> sink;
    private final List<String> path = new ArrayList<>();

    private Faults(boolean lenient, Consumer<Fault> sink) {
        this.lenient = lenient;
        this.sink = sink;
    }

    /** For edits: only what the protocol says is right. */
    static Faults strict(Consumer<Fault> sink) {
        return new Faults(false, sink);
    }

    /** For files from elsewhere: what older writers wrote is right as well. */
    public static Faults lenient(Consumer<Fault> sink) {
        return new Faults(true, sink);
    }

    boolean isLenient() {
        return lenient;
    }

    void enter(String member) {
        path.add(member);
    }

    void leave() {
        path.removeLast();
    }

    /** The value is wrong, and what was meant can be told. */
    JsonNode repaired(JsonNode value, String expected, JsonNode meant) {
        report(value, expected, "taken as " + Fault.shortened(meant));
        return meant;
    }

    /** The value is wrong and the property has its default instead, which is what null stands for. */
    @Nullable
    JsonNode leftOut(JsonNode value, String expected) {
        report(value, expected, "left out");
        return null;
    }

    private void report(JsonNode value, String expected, String instead) {
        boolean notFinite = value.isNumber() && !Double.isFinite(value.doubleValue());
        sink.accept(new Fault(String.join(".", path), Fault.shortened(value), expected, instead, notFinite));
    }
}
