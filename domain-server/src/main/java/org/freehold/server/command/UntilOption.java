// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --until}: a day, a time, or how long from now. */
public final class UntilOption {
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,4})([mhdw])");

    @Option(names = "--until", paramLabel = "WHEN", converter = Reader.class,
            description = "When it ends: a day such as 2027-01-31, a time such as 2027-01-31T20:00:00Z, or from now, such as"
                    + " 90m, 12h, 7d or 4w. Without it, it has no end.")
    private @Nullable Instant until;

    /** Adds the argument {@code until}, if there is one. */
    public void addTo(ObjectNode arguments) {
        if (until != null) {
            arguments.put("until", until.toString());
        }
    }

    /** Reads it from the command line. */
    static final class Reader implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            return read(text, InstantSource.system());
        }
    }

    static Instant read(String text, InstantSource clock) {
        Matcher length = LENGTH.matcher(text);
        try {
            if (length.matches()) {
                return clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(duration(length));
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text
                    + "' is no time (expected: such as 2027-01-31, 2027-01-31T20:00:00Z, 90m, 12h, 7d or 4w)");
        }
    }

    private static Duration duration(Matcher length) {
        long count = Long.parseLong(length.group(1));
        return switch (length.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
    }
}
