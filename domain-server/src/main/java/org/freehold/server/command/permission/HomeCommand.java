// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold home …}. */
@Command(name = "home", description = "See which homes have vouched for people here, and forget one.",
        subcommands = {HomeListCommand.class, HomeForgetCommand.class})
public final class HomeCommand extends CommandGroup {
    /** Picocli makes it. */
    public HomeCommand() {}
}
