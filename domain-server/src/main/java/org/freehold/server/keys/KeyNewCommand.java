// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.KeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freehold key new FILE}. */
@Command(name = "new", mixinStandardHelpOptions = true,
        description = "Makes a portable key. Who has the file and its passphrase is you; nobody can make either anew.")
public final class KeyNewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.")
    private Path file = Path.of("");

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Override
    public Integer call() throws IdentityException {
        char[] secret;
        try {
            secret = passphrase.chosen();
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getClass().getSimpleName() + ": " + e.getMessage());
            return 1;
        }
        try {
            KeyFile made = KeyFile.create(file, secret, new SecureRandom());
            spec.commandLine().getOut().println("key:" + Thumbprint.of(made.publicKey()));
            return 0;
        } finally {
            Arrays.fill(secret, ' ');
        }
    }
}
