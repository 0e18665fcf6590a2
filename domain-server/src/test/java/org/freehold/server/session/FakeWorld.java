// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.freehold.server.world.WorldInbox;

/** Keeps the commands; the test answers them. */
final class FakeWorld implements WorldInbox {
    private static final ServerMessage.WorldInfo INFO =
            new ServerMessage.WorldInfo(0, new double[] {0, 0, 0}, new double[] {0, 0, 0, 1}, Map.of());

    private final Queue<Command> commands = new ArrayDeque<>();
    boolean full;

    @Override
    public boolean offer(Command command) {
        return !full && commands.add(command);
    }

    /** The oldest command that was not looked at, which must be of this type. */
    <T extends Command> T next(Class<T> type) {
        Command command = commands.poll();
        if (!type.isInstance(command)) {
            throw new AssertionError(command + " (expected: " + type.getSimpleName() + ")");
        }
        return type.cast(command);
    }

    boolean isIdle() {
        return commands.isEmpty();
    }

    /** Lets the visitor of an {@link Command.Enter} in. */
    Command.Enter letIn(int handle) {
        Command.Enter enter = next(Command.Enter.class);
        List<String> permissions = enter.rights().texts();
        enter.link().entered(
                false,
                new ServerMessage.You(handle, "Amber Fox", enter.rights().standing().text(), permissions, null),
                INFO);
        return enter;
    }

    /** Lets the visitor of a {@link Command.Resume} go on. */
    Command.Resume goOn(int handle) {
        Command.Resume resume = next(Command.Resume.class);
        goOn(resume, handle);
        return resume;
    }

    static void goOn(Command.Resume resume, int handle) {
        resume.link().entered(true, new ServerMessage.You(handle, "Amber Fox", "newcomer", List.of(), null), INFO);
    }
}
