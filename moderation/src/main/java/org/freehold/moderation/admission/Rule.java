// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;

/**
 * Gives permissions to somebody. Rules only ever add; what none gives is denied.
 *
 * @param allow in the order of {@link Permission}
 */
public record Rule(Who who, Set<Permission> allow) {
    private static final Set<String> MEMBERS = Set.of("who", "allow");

    /** Copies. */
    public Rule {
        Set<Permission> copy = EnumSet.noneOf(Permission.class);
        copy.addAll(allow);
        allow = Collections.unmodifiableSet(copy);
    }

    static Rule atLeast(Standing standing, Permission... allow) {
        return new Rule(new Who.AtLeast(standing), Set.of(allow));
    }

    static Rule everybody(Permission... allow) {
        return new Rule(new Who.Everybody(), Set.of(allow));
    }

    /** As {@code {"who":"known","allow":["build"]}}. */
    public ObjectNode toJson() {
        ObjectNode json = Members.object().put("who", who.text());
        var allowed = json.putArray("allow");
        allow.forEach(permission -> allowed.add(permission.text()));
        return json;
    }

    static Rule fromJson(JsonNode json, String path) throws Fault {
        Members members = Members.of(json, path, MEMBERS);
        Who who = members.word(
                "who",
                Who::parse,
                "everybody, anonymous, known, member, moderator, owner, localhost, key:FINGERPRINT, account:NAME@DOMAIN or home:DOMAIN");
        Set<Permission> allow = EnumSet.noneOf(Permission.class);
        for (String text : members.texts("allow", 64, Permission.values().length)) {
            Optional<Permission> permission = Permission.parse(text);
            if (permission.isEmpty()) {
                Members.refuseCriterion(members.path("allow"), text);
                throw new Fault(
                        Fault.Code.UNKNOWN_MEMBER,
                        members.path("allow") + ": \"" + text + "\" is no permission (expected: "
                                + Permissions.text(EnumSet.allOf(Permission.class)) + ")");
            }
            allow.add(permission.get());
        }
        return new Rule(who, allow);
    }
}
