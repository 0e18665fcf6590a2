// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold role …}. */
@Command(name = "role", description = "Say who is member, moderator or owner.",
        subcommands = {RoleListCommand.class, RoleSetCommand.class, RoleRemoveCommand.class})
public final class RoleCommand extends CommandGroup {
    /** Picocli makes it. */
    public RoleCommand() {}
}
