// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold report …}. */
@Command(name = "report", description = "Read what visitors have reported.",
        subcommands = {ReportListCommand.class, ReportCloseCommand.class})
public final class ReportCommand extends CommandGroup {
    /** Picocli makes it. */
    public ReportCommand() {}
}
