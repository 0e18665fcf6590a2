// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;

/** How the desk writes what it answers. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode permissions(Set<Permission> permissions) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        permissions.stream().sorted().map(Permission::text).forEach(texts::add);
        return texts;
    }

    /** Who somebody is, as far as they showed it. */
    static void identity(ObjectNode into, Identity identity) {
        into.put("fingerprint", identity.key());
        Identity.Home home = identity.home();
        if (home != null) {
            into.put("account", home.account() + "@" + home.domain());
        }
        String portable = identity.portableKey();
        if (portable != null) {
            into.put("portable", portable);
        }
    }

    static ObjectNode decision(Decision decision) {
        ObjectNode json = object().put("standing", decision.standing().text());
        json.set("permissions", permissions(decision.permissions()));
        json.put("action", decision.action().text()).put("muted", decision.muted());
        for (Decision.Warning warning : decision.warnings()) {
            ObjectNode one = json.withArray("warnings").addObject().put("sentence", warning.sentence());
            if (warning.until() != null) {
                one.put("until", warning.until().toString());
            }
        }
        Decision.Refusal refusal = decision.refusal();
        if (refusal != null) {
            ObjectNode why = json.putObject("refusal").put("code", refusal.code()).put("sentence", refusal.sentence());
            if (refusal.until() != null) {
                why.put("until", refusal.until().toString());
            }
            if (refusal.appeal() != null) {
                why.put("appeal", refusal.appeal());
            }
            why.put("side", refusal.side());
        }
        ArrayNode steps = json.putArray("steps");
        for (Decision.Step step : decision.steps()) {
            steps.addObject()
                    .put("stage", step.stage())
                    .put("what", step.what())
                    .put("effect", step.effect());
        }
        return json;
    }
}
