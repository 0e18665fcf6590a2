// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.freehold.moderation.Action;
import org.jspecify.annotations.Nullable;

/**
 * {@code banned-players.json}. Players are known by accounts that mean nobody here, so that each draft waits for a person who says which
 * subject that is; {@code banned-ips.json} is not taken over.
 */
final class MinecraftBans {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

    private MinecraftBans() {}

    static void read(String text, Drafting drafting) {
        JsonNode players = LenientJson.elements(text, drafting);
        for (int i = 0; i < players.size(); i++) {
            draft(i + 1, players.get(i), drafting);
        }
    }

    private static void draft(int line, JsonNode player, Drafting drafting) {
        String name = player.path("name").asText("").strip();
        String uuid = player.path("uuid").asText("").strip();
        if (player.has("ip")) {
            drafting.skip(line, "a network address; those are never taken over");
        } else if (name.isEmpty() && uuid.isEmpty()) {
            drafting.skip(line, "neither name nor uuid");
        } else {
            String reason = player.path("reason").asText("");
            drafting.draft(new Draft(
                    line, null,
                    Drafting.shown(name.isEmpty() ? uuid : uuid.isEmpty() ? name : name + " (" + uuid + ")"),
                    Action.DENY, Drafting.category(reason), Drafting.reason(reason),
                    time(player.path("created").asText("")), time(player.path("expires").asText("")),
                    "A player's account there; say which subject that is here."));
        }
    }

    private static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text, TIME).toInstant();
        } catch (DateTimeException e) {
            return null; // "forever", and whatever else is no time
        }
    }
}
