// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.freehold.moderation.Subject;

/**
 * Whom a command means: a number of somebody inside, a subject such as {@code key:…} or {@code account:name@example.org}, or the name
 * or the beginning of the fingerprint of somebody who is or was here.
 *
 * @param handle there when they are inside: what is done then counts for all that they have shown of themselves
 * @param shown how to speak of them
 */
public record Who(Optional<Integer> handle, Optional<String> subject, String shown) {
    /** How a parameter of this kind is described. */
    public static final String DESCRIPTION =
            "Somebody: a number or a name of 'freehold people', or a subject such as key:FINGERPRINT,"
                    + " account:NAME@DOMAIN or home:DOMAIN.";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final int SHORTEST_FINGERPRINT = 6;

    /** Finds out, if need be by asking who is here. */
    public static Who find(Conversation domain, String text) throws NotDone {
        if (NUMBER.matcher(text).matches()) {
            return new Who(Optional.of(Integer.valueOf(text)), Optional.empty(), "Number " + text);
        }
        Optional<Subject> subject = Subject.parse(text);
        if (subject.isPresent()) {
            return new Who(Optional.empty(), subject.map(Subject::text), subject.get().text());
        }
        return named(domain.ask("people/list", Conversation.arguments()), text);
    }

    /** The same, as something that can be meant when nobody is here. */
    public static Who findSubject(Conversation domain, String text) throws NotDone {
        Who found = find(domain, text);
        if (found.subject().isPresent()) {
            return new Who(Optional.empty(), found.subject(), found.shown());
        }
        ObjectNode people = domain.ask("people/list", Conversation.arguments());
        for (JsonNode person : people.path("here")) {
            if (person.path("handle").asInt() == found.handle().orElse(0)) {
                return new Who(Optional.empty(), of(person).subject(), Shown.text(person.path("name")));
            }
        }
        throw new NotDone("not-found", text + ": nobody here has this number. Look with 'freehold people'.");
    }

    /** As the arguments of an operation about a person. */
    public ObjectNode arguments() {
        ObjectNode arguments = Conversation.arguments();
        if (handle.isPresent()) {
            return arguments.put("handle", handle.get());
        }
        subject.ifPresent(text -> arguments.put("subject", text));
        return arguments;
    }

    private static Who named(ObjectNode people, String text) throws NotDone {
        Map<String, Who> found = new TreeMap<>();
        for (String part : List.of("here", "lately")) {
            for (JsonNode person : people.path(part)) {
                String fingerprint = person.path("fingerprint").asText();
                boolean meant = person.path("name").asText().equalsIgnoreCase(text)
                        || (text.length() >= SHORTEST_FINGERPRINT && fingerprint.startsWith(text));
                if (meant) {
                    found.putIfAbsent(fingerprint, of(person));
                }
            }
        }
        if (found.isEmpty()) {
            throw new NotDone("not-found", Shown.clean(text)
                    + ": neither the name of somebody who is or was here nor a subject (expected: such as key:FINGERPRINT,"
                    + " account:NAME@DOMAIN or home:DOMAIN). Look with 'freehold people'.");
        }
        if (found.size() > 1) {
            List<String> candidates = new ArrayList<>();
            found.forEach((fingerprint, who) -> candidates.add(who.shown() + " key:" + fingerprint));
            throw new NotDone("conflict", Shown.clean(text) + " may mean " + String.join(" or ", candidates)
                    + ". Say which, by its subject.");
        }
        return found.values().iterator().next();
    }

    private static Who of(JsonNode person) {
        return new Who(
                person.has("handle") ? Optional.of(person.path("handle").asInt()) : Optional.empty(),
                Optional.of("key:" + person.path("fingerprint").asText()),
                Shown.text(person.path("name")));
    }
}
