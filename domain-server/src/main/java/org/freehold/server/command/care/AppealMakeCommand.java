// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.freehold.server.command.TextFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold appeal make}. */
@Command(name = "make",
        description = "Object to the entry about your key on somebody's list. Its moderators see your key and what you write; once a day.")
public final class AppealMakeCommand extends AppealingCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "LIST",
            description = "Name of the list, unless the address has it.")
    private @Nullable String list;

    @Option(names = "--text", paramLabel = "TEXT",
            description = "What the moderators should know, at most 2000 characters.")
    private @Nullable String text;

    @Option(names = "--file", paramLabel = "FILE", description = "The same in a file; - reads the input.")
    private @Nullable Path file;

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        String name = list == null ? publisher().list().orElse(null) : list;
        if (name == null) {
            throw misused("Name the list after the address, such as main; whoever kept you out says which it is.");
        }
        return domain.ask("appeal/make", Conversation.arguments().put("list", name).put("text", words()));
    }

    private String words() throws NotDone {
        if (text != null && file == null) {
            return text;
        }
        if (text == null && file != null) {
            return TextFile.text(file);
        }
        throw misused("--text or --file: one of them says what the moderators should know.");
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println("Sent as " + Shown.text(answer.path("id")) + ", about the entry " + Shown.text(answer.path("entry"))
                + ". 'freehold appeal mine " + link() + "' with the same key shows the answer.");
    }
}
