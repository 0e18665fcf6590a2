// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.freehold.moderation.audit.AuditChain;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freehold audit verify}. */
@Command(name = "verify",
        description = "Check that nobody has changed the log of what was done; also of a file, without a domain.")
public final class AuditVerifyCommand extends ApiCommand {

    @Parameters(paramLabel = "FILE", arity = "0..1",
            description = "A file that 'audit export' wrote; without it the log of the running domain.")
    private @Nullable Path file;

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        ObjectNode verdict = file == null ? domain.ask("audit/verify", Conversation.arguments()) : offline(file);
        if (!verdict.path("ok").asBoolean()) {
            throw new NotDone("broken", "The log was changed: " + Shown.list(Conversation.arguments().arrayNode()
                    .add(verdict.path("broken"))) + ". What comes before that is as it was written.");
        }
        return verdict;
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println("The log is as it was written: " + Shown.count(answer.path("entries").asLong(), "entry", "entries")
                + ", ending with " + Shown.text(answer.path("head")));
        out.println("Keep that line somewhere else to notice later if entries are cut off at the end.");
    }

    private static ObjectNode offline(Path file) throws NotDone {
        try (Stream<String> lines = Files.lines(file)) {
            Iterator<String> each = lines.iterator();
            ObjectNode verdict = Conversation.arguments();
            return switch (AuditChain.verify(each)) {
                case AuditChain.Whole(AuditChain.Head head) ->
                        verdict.put("entries", head.seq()).put("ok", true).put("head", head.hash());
                case AuditChain.Broken(long line, String why) ->
                        verdict.put("entries", line - 1).put("ok", false).put("broken", "line " + line + ": " + why);
            };
        } catch (IOException | UncheckedIOException e) {
            throw new NotDone("failed", file + " can't be read (" + e + ").");
        }
    }
}
