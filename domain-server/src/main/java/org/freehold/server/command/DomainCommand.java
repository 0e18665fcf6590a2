// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command that asks a running domain, of which the one who asks has the folder or some permission. */
public abstract class DomainCommand extends AskingCommand {

    @Mixin
    private DomainOption domain = new DomainOption();

    /** For commands. */
    protected DomainCommand() {}

    /** The key that {@code --url} needs. */
    protected abstract @Nullable Path keyFile();

    @Override
    final Conversation.Beginning beginning() {
        domain.misuse(keyFile()).ifPresent(problem -> {
            throw misused(problem);
        });
        return () -> domain.connect(keyFile());
    }
}
