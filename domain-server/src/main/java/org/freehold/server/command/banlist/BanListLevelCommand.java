// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.freehold.server.command.ApiCommand;
import org.freehold.server.command.Conversation;
import org.freehold.server.command.NotDone;
import org.freehold.server.command.Shown;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freehold banlist level}. */
@Command(name = "level", description = "Say how far a subscription is followed, and whether its updates wait for you.")
public final class BanListLevelCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The subscription, as 'banlist list' shows it.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "LEVEL", arity = "0..1",
            description = "monitor, warn, quarantine or enforce; as before without it.")
    private @Nullable String level;

    @Option(names = "--corroborate", paramLabel = "N",
            description = "Only entries that this many independent publishers have.")
    private @Nullable Integer corroborate;

    @Option(names = "--review", negatable = true,
            description = "Every update waits until you apply it, retractions excepted; --no-review for those that are unusual only.")
    private @Nullable Boolean review;

    @Option(names = "--cap", paramLabel = "CATEGORY=ACTION",
            description = "The hardest that follows for a category, such as spam=warn; spam=deny takes it back. As often as you like.")
    private Map<String, String> caps = new LinkedHashMap<>();

    @Override
    protected ObjectNode ask(Conversation domain) throws NotDone {
        if (level == null && corroborate == null && review == null && caps.isEmpty()) {
            throw misused("Say a level, --corroborate, --review or --cap.");
        }
        ObjectNode arguments = Conversation.arguments().put("id", id);
        if (level != null) {
            arguments.put("level", level);
        }
        if (review != null) {
            arguments.put("review", review);
        }
        caps.forEach((category, action) -> arguments.withObject("/caps").put(category, action));
        if (corroborate != null) {
            arguments.put("corroborate", corroborate);
        }
        return domain.ask("banlist/level", arguments);
    }

    @Override
    protected void tell(ObjectNode answer, PrintWriter out) {
        out.println(Shown.clean(id) + " is followed at the level " + Shown.text(answer.path("level"))
                + (answer.path("review").asBoolean() ? "; its updates wait for you." : "."));
    }
}
