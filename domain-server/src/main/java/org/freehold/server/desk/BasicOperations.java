// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.server.session.Inside;
import org.freehold.server.session.Sessions;
import org.freehold.server.storage.ModerationStore;

/**
 * What every domain's desk can be asked: about oneself, people, bans, permissions, roles, the audit log, reports and settings. Lists and
 * subscriptions come from elsewhere.
 */
public final class BasicOperations {
    private final Records records;
    private final Sessions sessions;

    public BasicOperations(Records records, Sessions sessions) {
        this.records = records;
        this.sessions = sessions;
    }

    /**
     * All of them.
     *
     * @param capacity as in the file of settings
     * @param zones names of those that are in the world
     * @param evidence the own list on which an entry has a report behind it
     */
    public List<Operation> all(
            SeenPeople seen,
            int capacity,
            Supplier<Collection<String>> zones,
            Function<ModerationStore.Report, Optional<String>> evidence) {
        List<Operation> all = new ArrayList<>();
        all.add(Simple.reading("me", null, this::me));
        all.addAll(new PeopleOperations(records, sessions, seen).all());
        all.addAll(new BanOperations(records, sessions, zones).all());
        all.add(Simple.reading("place/list", Permission.MODERATE, (_, arguments) -> places(arguments, zones.get())));
        all.addAll(new PermissionOperations(records, sessions, capacity).all());
        all.addAll(new RoleOperations(records, this::decision).all());
        all.addAll(new AuditOperations(records.audit()).all());
        all.addAll(new ReportOperations(records, evidence).all());
        all.addAll(new SettingsOperations(records).all());
        return all;
    }

    /** What a caller may do now: as at the door; who may not come in may do nothing. */
    public Set<Permission> permissions(Caller caller) {
        if (caller.isShell()) {
            return EnumSet.allOf(Permission.class);
        }
        Decision decision = decision(caller);
        return decision.refusal() == null ? decision.permissions() : Set.of();
    }

    private ObjectNode me(Caller caller, Arguments arguments) throws Refusal {
        arguments.end();
        ObjectNode answer = Json.object()
                .put("fingerprint", caller.key())
                .put("standing", caller.isShell() ? Standing.OWNER.text() : decision(caller).standing().text());
        answer.set("permissions", Json.permissions(permissions(caller)));
        return answer;
    }

    /** The bounded places of the world, from which somebody can be kept out. */
    private ObjectNode places(Arguments arguments, Collection<String> zones) throws Refusal {
        arguments.end();
        ObjectNode answer = Json.object();
        ArrayNode places = answer.putArray("places");
        zones.forEach(places::add);
        return answer;
    }

    /** With all that the caller has shown, if they are in the world with this key as well. */
    private Decision decision(Caller caller) {
        Identity bare = new Identity(caller.key(), null, null, caller.fromThisMachine(), null);
        Identity identity = Meant.inside(new Subject(Subject.Kind.KEY, caller.key()), sessions)
                .map(Inside::identity)
                .filter(inside -> inside.key().equals(caller.key()))
                .orElse(bare);
        return records.policy().decide(identity);
    }
}
