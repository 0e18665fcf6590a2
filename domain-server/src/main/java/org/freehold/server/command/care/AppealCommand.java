// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold appeal …}. */
@Command(name = "appeal", description = "Decide about objections.",
        subcommands = {AppealListCommand.class, AppealDecideCommand.class})
public final class AppealCommand extends CommandGroup {
    /** Picocli makes it. */
    public AppealCommand() {}
}
