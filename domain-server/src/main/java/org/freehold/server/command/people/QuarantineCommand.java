// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import picocli.CommandLine.Command;

/** {@code freehold quarantine}. */
@Command(name = "quarantine", description = "Let somebody only look and walk, apart from others; or end that.")
public final class QuarantineCommand extends LastingCommand {
    /** Picocli makes it. */
    public QuarantineCommand() {
        super("people/quarantine", "in quarantine");
    }
}
