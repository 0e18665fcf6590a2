// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import picocli.CommandLine.Command;

/** {@code freehold warn}. */
@Command(name = "warn", description = "Warn somebody who is in the domain.")
public final class WarnCommand extends PassingCommand {
    /** Picocli makes it. */
    public WarnCommand() {
        super("people/warn", "was warned.", "is not here now; nobody was warned.");
    }
}
