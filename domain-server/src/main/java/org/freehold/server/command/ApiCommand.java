// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that asks a running domain, with the usual name for the person's key. */
public abstract class ApiCommand extends DomainCommand {

    @Option(names = "--key", paramLabel = "FILE",
            description = "For --url: the key of somebody who has the permission there, in PEM or a portable key.")
    private @Nullable Path keyFile;

    /** For commands. */
    protected ApiCommand() {}

    @Override
    protected final @Nullable Path keyFile() {
        return keyFile;
    }
}
