// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import org.freehold.server.command.banlist.BanListCommand;
import org.freehold.server.command.care.AppealCommand;
import org.freehold.server.command.care.AuditCommand;
import org.freehold.server.command.care.ReportCommand;
import org.freehold.server.command.people.BanCommand;
import org.freehold.server.command.people.BansCommand;
import org.freehold.server.command.people.KickCommand;
import org.freehold.server.command.people.MuteCommand;
import org.freehold.server.command.people.PeopleCommand;
import org.freehold.server.command.people.PlaceCommand;
import org.freehold.server.command.people.QuarantineCommand;
import org.freehold.server.command.people.UnbanCommand;
import org.freehold.server.command.people.WarnCommand;
import org.freehold.server.command.permission.HomeCommand;
import org.freehold.server.command.permission.OwnerCommand;
import org.freehold.server.command.permission.PermissionCommand;
import org.freehold.server.command.permission.RoleCommand;
import org.freehold.server.command.permission.SettingCommand;
import org.freehold.server.command.share.ShareCommand;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.command.key.KeyCommand;
import org.freehold.server.storage.StorageException;
import org.freehold.server.visit.VisitCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of Freehold; each subcommand is a class of its own. */
@Command(name = "freehold", description = "A 3D web server that you own.", mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class, exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; the reason is on the error stream", "2:wrong usage"},
        subcommands = {RunCommand.class, VisitCommand.class, ImportCommand.class, ExportCommand.class,
                TopCommand.class, CheckCommand.class, DoctorCommand.class, KeyCommand.class, PeopleCommand.class,
                WarnCommand.class,
                MuteCommand.class,
                QuarantineCommand.class, KickCommand.class, BanCommand.class, UnbanCommand.class, BansCommand.class,
                PermissionCommand.class, RoleCommand.class, HomeCommand.class, OwnerCommand.class, SettingCommand.class,
                BanListCommand.class, ShareCommand.class, PlaceCommand.class, AppealCommand.class, ReportCommand.class,
                AuditCommand.class,
                RehearseCommand.class, HelpCommand.class})
public final class Main implements Runnable {
    private static final String NO_MACHINE = "00:00:00:00:00:00:00:00";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] args) {
        // Netty would name its channels after the network card's address; nothing of the machine goes anywhere.
        System.setProperty("io.netty.machineId", NO_MACHINE);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((e, commandLine, _) -> {
                    if (isForPeople(e)) {
                        commandLine.getErr().println(e.getMessage());
                    } else {
                        commandLine.getErr().println("A fault of Freehold's own, please report it:");
                        e.printStackTrace(commandLine.getErr());
                    }
                    commandLine.getErr().flush();
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** The version that the build wrote into the jar's manifest, such as {@code 0.1.0}. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }

    /** True for exceptions whose message says what was wrong and what helps. */
    private static boolean isForPeople(Exception e) {
        return e instanceof Failure || e instanceof StorageException || e instanceof IdentityException;
    }

    /** For {@code --version}. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"Freehold " + version()};
        }
    }
}
