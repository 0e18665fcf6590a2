// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that begins several commands. */
@Command(mixinStandardHelpOptions = true)
public abstract class CommandGroup implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** For groups. */
    protected CommandGroup() {}

    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
