// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.share;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold share …}. */
@Command(name = "share", description = "Let people in from outside although a router stands before the domain.",
        subcommands = {ShareOnCommand.class, ShareOffCommand.class, ShareStatusCommand.class})
public final class ShareCommand extends CommandGroup {
    /** Picocli makes it. */
    public ShareCommand() {}
}
