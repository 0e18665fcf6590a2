// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/** The arguments of one operation as they are read; in the end {@link #end} refuses what nobody read. One thread. */
public final class Arguments {
    private static final int MAX_CHARACTERS = 10_000;

    private final ObjectNode node;
    private final Set<String> known = new HashSet<>();

    public Arguments(ObjectNode node) {
        this.node = node;
    }

    /** Whether it is there and not null; it counts as read. */
    public boolean has(String name) {
        return found(name) != null;
    }

    /** A text that has to be there, at most 10,000 characters. */
    public String text(String name) throws Refusal {
        return optionalText(name).orElseThrow(() -> missing(name, "a text"));
    }

    /** A text that may be missing. */
    public Optional<String> optionalText(String name) throws Refusal {
        JsonNode value = found(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().length() > MAX_CHARACTERS) {
            throw wrong(name, value, "a text of at most " + MAX_CHARACTERS + " characters");
        }
        return Optional.of(value.textValue());
    }

    public boolean flag(String name, boolean otherwise) throws Refusal {
        JsonNode value = found(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrong(name, value, "true or false");
        }
        return value.booleanValue();
    }

    /** A whole number within bounds. */
    public int number(String name, int min, int max, int otherwise) throws Refusal {
        JsonNode value = found(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            throw wrong(name, value, min + " to " + max);
        }
        return value.intValue();
    }

    /** A time, such as {@code 2026-12-01T00:00:00Z}. */
    public Optional<Instant> instant(String name) throws Refusal {
        Optional<String> text = optionalText(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text.get()));
        } catch (DateTimeParseException e) {
            throw Refusal.badValue(
                    "%s: \"%s\" (expected: a time in UTC such as 2026-12-01T00:00:00Z)".formatted(name, text.get()),
                    "Write date and time so.");
        }
    }

    /** Somebody or something. */
    public Subject subject(String name) throws Refusal {
        String text = text(name);
        return Subject.parse(text)
                .orElseThrow(() -> Refusal.badValue(
                        "%s: \"%s\" (expected: key:FINGERPRINT, account:NAME@DOMAIN, home:DOMAIN, asset:SHA256 or signer:FINGERPRINT)"
                                .formatted(name, text),
                        "Name one whole subject; the fingerprint is the long form of 43 characters."));
    }

    /** An object that may be missing. */
    public Optional<ObjectNode> object(String name) throws Refusal {
        JsonNode value = found(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw wrong(name, value, "an object");
    }

    /** Anything; empty when it is missing. */
    public Optional<JsonNode> value(String name) {
        return Optional.ofNullable(found(name));
    }

    /** Everything that was said, for who looks at each name. */
    ObjectNode all() {
        return node;
    }

    /** Refuses whatever nobody has read. */
    public void end() throws Refusal {
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw Refusal.badValue(
                    "arguments: %s (expected: only %s)"
                            .formatted(
                                    String.join(", ", unknown),
                                    known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))),
                    "Leave out what the operation does not know.");
        }
    }

    private @Nullable JsonNode found(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static Refusal missing(String name, String expected) {
        return Refusal.badValue("%s: missing (expected: %s)".formatted(name, expected), "Say it.");
    }

    private static Refusal wrong(String name, JsonNode value, String expected) {
        String shown = value.toString();
        return Refusal.badValue(
                "%s: %s (expected: %s)".formatted(name, shown.length() > 80 ? shown.substring(0, 80) + "…" : shown,
                        expected),
                "Correct the value.");
    }
}
