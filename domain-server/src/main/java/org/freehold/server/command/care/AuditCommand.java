// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold audit …}. */
@Command(name = "audit", description = "Read, check and keep the log of what was done.",
        subcommands = {AuditListCommand.class, AuditVerifyCommand.class, AuditExportCommand.class})
public final class AuditCommand extends CommandGroup {

    /** Picocli makes it. */
    public AuditCommand() {}
}
