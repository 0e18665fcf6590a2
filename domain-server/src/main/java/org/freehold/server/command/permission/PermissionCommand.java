// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold permission …}. */
@Command(name = "permission", description = "Say who may do what.",
        subcommands = {PermissionListCommand.class, PermissionSetCommand.class, PermissionWhyCommand.class})
public final class PermissionCommand extends CommandGroup {
    /** Picocli makes it. */
    public PermissionCommand() {}
}
