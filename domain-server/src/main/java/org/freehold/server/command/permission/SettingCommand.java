// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold setting …}. */
@Command(name = "setting", description = "Change settings while the domain runs.",
        subcommands = {SettingListCommand.class, SettingSetCommand.class})
public final class SettingCommand extends CommandGroup {
    /** Picocli makes it. */
    public SettingCommand() {}
}
