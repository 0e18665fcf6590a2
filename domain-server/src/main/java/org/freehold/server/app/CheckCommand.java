// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.freehold.server.config.Config;
import org.freehold.server.storage.StorageException;
import org.freehold.server.storage.WorldView;
import org.freehold.server.transport.TlsSetup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code freehold check}: says what would keep a domain from starting, without starting it. */
@Command(name = "check", mixinStandardHelpOptions = true,
        description = "Say what is wrong with the settings of a domain and the files they name, all at once.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is; it is on the error stream", "2:wrong usage"})
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private SettingOptions options = new SettingOptions();

    @Override
    public Integer call() throws StorageException {
        PrintWriter out = spec.commandLine().getOut();
        DataDirectory directory = data.directory();
        if (Files.notExists(directory.root())) {
            throw new Failure(directory.root() + ": there is no such folder (expected: the data of a domain)."
                    + " Name one with --data, or start a domain with 'freehold run'.");
        }
        Config config = Configuration.read(directory, options.values());
        Configuration.rules(directory, config);
        checkTls(directory, config);
        checkWorld(directory);
        out.println(directory.root() + " is all right.");
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private static void checkTls(DataDirectory directory, Config config) {
        if (config.tls().isOn()
                && TlsSetup.load(Configuration.tlsFiles(directory, config)) instanceof TlsSetup.Unusable tls) {
            throw new Failure(tls.message());
        }
    }

    private static void checkWorld(DataDirectory directory) throws StorageException {
        if (Files.exists(directory.world())) {
            try (WorldView view = WorldView.open(directory.world())) {
                view.meta();
            }
        }
    }
}
