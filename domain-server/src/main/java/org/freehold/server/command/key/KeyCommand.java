// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.key;

import org.freehold.server.command.CommandGroup;
import org.freehold.server.keys.KeyNewCommand;
import org.freehold.server.keys.KeyShowCommand;
import picocli.CommandLine.Command;

/** {@code freehold key …}. */
@Command(name = "key",
        description = "Portable keys, to be known as the same person in several domains; and the key of a domain.",
        subcommands = {KeyNewCommand.class, KeyShowCommand.class, KeyRotateCommand.class})
public final class KeyCommand extends CommandGroup {
    /** Picocli makes it. */
    public KeyCommand() {}
}
