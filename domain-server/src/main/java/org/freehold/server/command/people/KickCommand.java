// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import picocli.CommandLine.Command;

/** {@code freehold kick}. */
@Command(name = "kick", description = "Send somebody out of the domain, who may come back.")
public final class KickCommand extends PassingCommand {
    /** Picocli makes it. */
    public KickCommand() {
        super("people/kick", "is out, and may come back.", "is not here now.");
    }
}
