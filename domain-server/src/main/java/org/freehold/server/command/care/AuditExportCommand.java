// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code freehold audit export}. */
@Command(name = "export",
        description = "Write the whole log of what was done to a file, which 'audit verify FILE' checks.")
public final class AuditExportCommand extends ApiCommand {
    private static final int PAGE = 500;

    @Parameters(paramLabel = "FILE", description = "Where to; a new file.")
    private Path file = Path.of("");

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
            long written = 0;
            JsonNode lines;
            do {
                lines = domain.ask("audit/list", Conversation.arguments().put("from", written + 1).put("count", PAGE))
                        .path("lines");
                for (JsonNode line : lines) {
                    out.write(line.asText());
                    out.write('\n');
                }
                written += lines.size();
            } while (!lines.isEmpty());
            return Conversation.arguments().put("entries", written).put("file", file.toString());
        } catch (FileAlreadyExistsException e) {
            throw new NotDone("conflict", file + " is there already. Name a new file.");
        } catch (IOException e) {
            throw new NotDone("failed", file + " can't be written (" + e + ").");
        }
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.count(answer.path("entries").asLong(), "entry is", "entries are") + " in " + file
                + ". Check it with: freehold audit verify " + file);
    }
}
