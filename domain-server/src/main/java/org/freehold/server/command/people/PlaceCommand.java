// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold place}. */
@Command(name = "place", description = "The places of the domain from which somebody can be kept out.",
        subcommands = PlaceListCommand.class)
public final class PlaceCommand extends CommandGroup {
    /** Picocli makes it. */
    public PlaceCommand() {}
}
