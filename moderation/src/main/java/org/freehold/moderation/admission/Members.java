// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, read strictly: what is not known is a fault, and each fault says where. */
final class Members {
    /** What no rule of a domain may ask about somebody. Words, so that the answer can say why instead of "unknown". */
    private static final Set<String> NEVER = Set.of(
            "belief",
            "citizenship",
            "country",
            "disability",
            "ethnicity",
            "gender",
            "health",
            "nation",
            "nationality",
            "orientation",
            "politics",
            "race",
            "religion",
            "sex",
            "sexuality");

    private final ObjectNode object;
    private final String path;

    private Members(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** Reads the object that is at {@code path} of a document and has no members but these. */
    static Members of(JsonNode node, String path, Set<String> known) throws Fault {
        if (!(node instanceof ObjectNode object)) {
            throw Fault.badValue(path, node, "an object");
        }
        for (var member : object.properties()) {
            String name = member.getKey();
            if (!known.contains(name)) {
                refuseCriterion(path + "." + name, name);
                throw new Fault(
                        Fault.Code.UNKNOWN_MEMBER,
                        path + "." + name + ": unknown (expected: "
                                + String.join(", ", known.stream().sorted().toList()) + ")");
            }
        }
        return new Members(object, path);
    }

    /** A fault that says why when the word, or what is before its colon, is of what no rule may ask. */
    static void refuseCriterion(String path, String word) throws Fault {
        int colon = word.indexOf(':');
        String asked = (colon < 0 ? word : word.substring(0, colon)).toLowerCase(Locale.ROOT);
        if (NEVER.contains(asked)) {
            throw new Fault(
                    Fault.Code.NOT_A_CRITERION,
                    path + ": \"" + asked
                            + "\" is no criterion (expected: what somebody does or who vouches; what somebody is or"
                            + " believes is neither stored nor asked here)");
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    String path(String name) {
        return path + "." + name;
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    @Nullable
    JsonNode node(String name) {
        return object.get(name);
    }

    String text(String name, int maxCharacters) throws Fault {
        JsonNode value = object.get(name);
        if (value == null || !value.isTextual() || value.textValue().isBlank()
                || value.textValue().length() > maxCharacters) {
            throw Fault.badValue(path(name), value, "text of 1 to " + maxCharacters + " characters");
        }
        return value.textValue();
    }

    @Nullable
    String optionalText(String name, int maxCharacters) throws Fault {
        return has(name) ? text(name, maxCharacters) : null;
    }

    boolean flag(String name, boolean fallback) throws Fault {
        if (!has(name)) {
            return fallback;
        }
        JsonNode value = object.get(name);
        if (!value.isBoolean()) {
            throw Fault.badValue(path(name), value, "true or false");
        }
        return value.booleanValue();
    }

    int integer(String name, int fallback, int min, int max) throws Fault {
        if (!has(name)) {
            return fallback;
        }
        JsonNode value = object.get(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            throw Fault.badValue(path(name), value, "a whole number from " + min + " to " + max);
        }
        return value.intValue();
    }

    Instant time(String name) throws Fault {
        String text = text(name, 40);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Fault.badValue(path(name), text, "a time in UTC such as 2027-01-31T12:00:00Z");
        }
    }

    @Nullable
    Instant optionalTime(String name) throws Fault {
        return has(name) ? time(name) : null;
    }

    /** One word of a closed vocabulary. */
    <T> T word(String name, Function<String, Optional<T>> vocabulary, String expected) throws Fault {
        String text = text(name, 64);
        Optional<T> word = vocabulary.apply(text);
        if (word.isEmpty()) {
            refuseCriterion(path(name), text);
            throw Fault.badValue(path(name), text, expected);
        }
        return word.get();
    }

    Subject subject(String name) throws Fault {
        return word(name, Subject::parse, "a subject such as key:FINGERPRINT, account:NAME@DOMAIN or home:DOMAIN");
    }

    List<String> texts(String name, int maxCharacters, int maxCount) throws Fault {
        return list(name, maxCount, (node, at) -> {
            if (!node.isTextual() || node.textValue().isBlank() || node.textValue().length() > maxCharacters) {
                throw Fault.badValue(at, node, "text of 1 to " + maxCharacters + " characters");
            }
            return node.textValue();
        });
    }

    /** Each element of an array; none when the member is missing. */
    <T> List<T> list(String name, int maxCount, Reader<T> reader) throws Fault {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > maxCount) {
            String found = value.isArray() ? value.size() + " elements" : value.toString();
            throw Fault.badValue(path(name), found, "an array of at most " + maxCount + " elements");
        }
        List<T> elements = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            elements.add(reader.read(value.get(i), path(name) + "[" + i + "]"));
        }
        return List.copyOf(elements);
    }

    /** Reads what is at a path of a document. */
    interface Reader<T> {
        T read(JsonNode node, String path) throws Fault;
    }
}
