// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.keys;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.KeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freehold key show FILE}. */
@Command(name = "show", mixinStandardHelpOptions = true,
        description = "Says which key it is: the fingerprint by which bans, roles and lists mean it. Needs no passphrase.")
public final class KeyShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "As \"freehold key new\" or the browser wrote it.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IdentityException {
        spec.commandLine().getOut().println("key:" + Thumbprint.of(KeyFile.read(file).publicKey()));
        return 0;
    }
}
