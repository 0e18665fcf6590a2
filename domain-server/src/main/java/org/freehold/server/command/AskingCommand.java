// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks a domain, and tells the answer to people or to programs. */
@Command(mixinStandardHelpOptions = true, sortOptions = false, exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused, or the domain can't be asked; the reason is on the error stream",
                "2:wrong usage"})
abstract class AskingCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print the answer as one line of JSON.")
    private boolean json;

    /** For commands. */
    protected AskingCommand() {}

    /**
     * Which domain is asked, and as whom.
     *
     * @throws ParameterException when the options do not go together
     */
    abstract Conversation.Beginning beginning();

    /** Asks what this command is for. */
    protected abstract ObjectNode ask(Conversation domain) throws NotDone;

    /** Tells the answer to people. */
    protected abstract void tell(ObjectNode answer, PrintWriter out);

    @Override
    public final Integer call() {
        try (Conversation conversation = new Conversation(beginning(), spec.commandLine().getErr())) {
            ObjectNode answer = ask(conversation);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(answer);
            } else {
                tell(answer, out);
            }
            out.flush();
            return CommandLine.ExitCode.OK;
        } catch (NotDone e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(json
                    ? JsonNodeFactory.instance.objectNode().put("code", e.code()).put("message", e.getMessage())
                    : e.getMessage());
            err.flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** Ends the command because of how it was called. */
    protected final ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
