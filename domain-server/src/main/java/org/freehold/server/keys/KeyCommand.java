// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.keys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freehold key}. */
@Command(name = "key", mixinStandardHelpOptions = true,
        description = "Portable keys: to be known as the same person in several domains.",
        subcommands = {KeyNewCommand.class, KeyShowCommand.class})
public final class KeyCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
