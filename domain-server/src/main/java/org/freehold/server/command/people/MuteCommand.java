// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.people;

import picocli.CommandLine.Command;

/** {@code freehold mute}. */
@Command(name = "mute", description = "Take chat and voice from somebody, or give it back.")
public final class MuteCommand extends LastingCommand {
    /** Picocli makes it. */
    public MuteCommand() {
        super("people/mute", "muted");
    }
}
