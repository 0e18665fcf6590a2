// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.freehold.moderation.Permission;

/** Where everything is asked: checks whether the caller may, and lets one change happen at a time. Any virtual thread; blocks. */
public final class Desk {
    private final Map<String, Operation> operations = new TreeMap<>();
    private final Function<Caller, Set<Permission>> permissions;
    private final ReentrantLock changing = new ReentrantLock();

    /**
     * A desk with these operations.
     *
     * @param permissions what a caller may do now, by the same decision as at the door
     * @throws IllegalArgumentException when two have the same name
     */
    public Desk(Collection<Operation> operations, Function<Caller, Set<Permission>> permissions) {
        this.permissions = permissions;
        for (Operation operation : operations) {
            if (this.operations.put(operation.name(), operation) != null) {
                throw new IllegalArgumentException("operation: two are named " + operation.name());
            }
        }
    }

    /** The names of all that can be asked. */
    public Set<String> operations() {
        return Set.copyOf(operations.keySet());
    }

    /**
     * Does what is asked; what it changed is on disk when this returns.
     *
     * @throws Refusal when it is not done; nothing was changed then
     */
    public ObjectNode ask(Caller caller, String operation, ObjectNode arguments) throws Refusal {
        Operation found = operations.get(operation);
        if (found == null) {
            throw Refusal.notFound(
                    "operation: \"%s\" (expected: one of %s)".formatted(operation,
                            String.join(", ", operations.keySet())),
                    "Use a client of the same version as the server.");
        }
        if (!found.changes()) {
            check(caller, found);
            return found.run(caller, arguments);
        }
        changing.lock();
        try {
            // Within the lock: the change before may have taken the permission away.
            check(caller, found);
            return found.run(caller, arguments);
        } finally {
            changing.unlock();
        }
    }

    private void check(Caller caller, Operation operation) throws Refusal {
        Permission needed = operation.needs();
        if (needed != null && !permissions.apply(caller).contains(needed)) {
            throw Refusal.notPermitted(
                    "%s: key %s is not permitted (expected: the permission \"%s\")"
                            .formatted(operation.name(), caller.name(), needed.text()),
                    "Ask the owner of the domain for it, or use the key that has it.");
        }
    }
}
