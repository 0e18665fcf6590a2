// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.permission;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold owner …}. */
@Command(name = "owner", description = "Say who owns the domain.", subcommands = {OwnerLinkCommand.class})
public final class OwnerCommand extends CommandGroup {
    /** Picocli makes it. */
    public OwnerCommand() {}
}
