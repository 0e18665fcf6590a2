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

    /** One that changes something and that only the shell of the host may ask, with this command. */
    public static Operation forShell(String name, String command, Work work) {
        return new Simple(name, Permission.ADMINISTER, true, (caller, arguments) -> {
            if (!caller.isShell()) {
                throw Refusal.notPermitted(
                        name + ": asked with the key " + caller.name() + " (expected: from the shell of the host)",
                        "On the machine that the domain runs on: freehold " + command + " --data DIR");
            }
            return work.run(caller, arguments);
        });
    }

    @Override
    public ObjectNode run(Caller caller, ObjectNode arguments) throws Refusal {
        return work.run(caller, new Arguments(arguments));
    }
}
