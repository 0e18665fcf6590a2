// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold appeal …}. */
@Command(name = "appeal",
        description = "Object to an entry of somebody's list, or decide about objections to your own.",
        subcommands = {AppealMakeCommand.class, AppealMineCommand.class, AppealListCommand.class,
                AppealDecideCommand.class})
public final class AppealCommand extends CommandGroup {
    /** Picocli makes it. */
    public AppealCommand() {}
}
