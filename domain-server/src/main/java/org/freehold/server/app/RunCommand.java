// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.freehold.server.config.Config;
import org.freehold.server.config.ConfigReader;
import org.freehold.server.config.Setting;
import org.freehold.server.config.Settings;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.storage.WorldStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freehold run}: starts a domain and keeps it until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Start a domain and print the link into it; Ctrl-C or SIGTERM stops it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
                "1:could not start, or could not store everything when stopping", "2:wrong usage",
                "130, 143:stopped by Ctrl-C or SIGTERM, with everything stored"})
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--world", paramLabel = "FILE",
            description = "Open this world, exported from Overte or by Freehold. What is built in it is kept in the data folder;"
                    + " the file is only read.")
    private @Nullable Path world;

    @Mixin
    private SettingOptions options = new SettingOptions();

    @Override
    public Integer call() throws IOException, IdentityException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DataDirectory directory = data.directory();
        directory.create();
        SecureRandom random = new SecureRandom();
        Map<Setting<?>, ConfigReader.Option> given = options.values();
        boolean isNew = directory.writeConfig(name(given).orElseGet(() -> DomainName.random(random)));
        Config config = Configuration.read(directory, given);
        WorldStore store = new WorldOpening(directory, out, InstantSource.system()).open(world);
        Server server = Server.start(config, directory, store, InstantSource.system(), System::nanoTime, random);
        stopWhenTold(server, out);
        server.warmUp();
        new Greeting(out, directory, config, server).print(isNew);
        SharingNote note = new SharingNote(out, isTerminal());
        server.sharing().listen(note);
        server.sharing().each().forEach(note);
        server.listenToRelay(note::relay);
        server.relayState().ifPresent(note::relay);
        logStartTime();
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    // Which Java gives none, and when, has changed more than once.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static Optional<String> name(Map<Setting<?>, ConfigReader.Option> given) {
        return Optional.ofNullable(given.get(Settings.DOMAIN_NAME))
                .map(ConfigReader.Option::value)
                .filter(Settings.DOMAIN_NAME.kind()::accepts);
    }

    /** Stops the server when the process is told to end; the JVM then ends it with 128 and the signal's number. */
    private static void stopWhenTold(Server server, PrintWriter out) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
                out.println("Stopped; everything is stored.");
                out.flush();
            } catch (IllegalStateException e) {
                for (Throwable reason : e.getSuppressed()) {
                    out.println(reason.getMessage());
                }
                out.flush();
                // The only way to another exit code from here; what else the JVM does at its end doesn't matter now.
                Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
            }
        }, "stop"));
    }

    private static void logStartTime() {
        Logger log = LoggerFactory.getLogger(RunCommand.class);
        if (log.isDebugEnabled()) {
            ProcessHandle.current().info().startInstant().ifPresent(begin -> log.debug(
                    "listening {} ms after the start of the process",
                    Duration.between(begin, Instant.now()).toMillis()));
        }
    }
}
