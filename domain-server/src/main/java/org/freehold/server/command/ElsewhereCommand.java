// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import java.nio.file.Path;
import org.freehold.server.keys.PassphraseOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that asks a domain of somebody else's as anybody may, with a key of one's own. */
public abstract class ElsewhereCommand extends AskingCommand {

    @Option(names = "--key", paramLabel = "FILE", required = true,
            description = "Your key, in PEM or a portable key.")
    private Path keyFile = Path.of("");

    @Option(names = "--ca", paramLabel = "FILE", description = DomainOption.CA)
    private @Nullable Path certificates;

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    /** For commands. */
    protected ElsewhereCommand() {}

    /** A link to the domain; what comes after host and port does not count. */
    protected abstract String link();

    @Override
    final Conversation.Beginning beginning() {
        return () -> DomainOption.remote(link(), keyFile, certificates, passphrase);
    }
}
