// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.freehold.moderation.Permission;
import org.jspecify.annotations.Nullable;

/** An operation in a few lines. */
public record Simple(String name, @Nullable Permission needs, boolean changes, Work work) implements Operation {

    /** Reads the arguments, ends them, and does it. */
    @FunctionalInterface
    public interface Work {
        ObjectNode run(Caller caller, Arguments arguments) throws Refusal;
    }

    /** One that changes nothing. */
    public static Operation reading(String name, @Nullable Permission needs, Work work) {
        return new Simple(name, needs, false, work);
    }

    /** One that changes something. */
    public static Operation changing(String name, Permission needs, Work work) {
        return new Simple(name, needs, true, work);
    }

    @Override
    public ObjectNode run(Caller caller, ObjectNode arguments) throws Refusal {
        return work.run(caller, new Arguments(arguments));
    }
}
