// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.freehold.moderation.Thumbprint;

/** How the values of answers are written for people. */
public final class Shown {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Shown() {}

    /** A text of the answer; nothing in it that could move the cursor or turn round what is written. */
    public static String text(JsonNode value) {
        return clean(value.asText(""));
    }

    /** The same of any text. */
    public static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean harmless = type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE
                    && type != Character.LINE_SEPARATOR && type != Character.PARAGRAPH_SEPARATOR;
            clean.appendCodePoint(harmless ? c : '?');
        });
        return clean.toString();
    }

    /** A time as the API writes it: the day when it is midnight, else with the minute; as it is when it is no time. */
    public static String time(JsonNode value) {
        String text = value.asText("");
        try {
            Instant instant = Instant.parse(text);
            boolean midnight = instant.atZone(ZoneOffset.UTC).toLocalTime().equals(LocalTime.MIDNIGHT);
            return midnight ? text.substring(0, text.indexOf('T')) : MINUTE.format(instant);
        } catch (DateTimeParseException e) {
            return clean(text);
        }
    }

    /** The first characters of a fingerprint. */
    public static String fingerprint(JsonNode value) {
        return Thumbprint.shortForm(text(value));
    }

    /** Several texts, with commas. */
    public static String list(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.isValueNode() ? text(item) : clean(item.toString())));
        return String.join(", ", texts);
    }

    /** Such as {@code 1 person} and {@code 2 people}. */
    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
