// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as they stand in sentences for people of whom nobody knows in which time zone they are. */
public final class ReadableTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private ReadableTime() {}

    /** When something is over, such as {@code 4 December 2026, 18:00 UTC}: never earlier than it is. */
    public static String ofEnd(Instant end) {
        Instant minute = end.truncatedTo(ChronoUnit.MINUTES);
        return FORMAT.format(minute.equals(end) ? end : minute.plus(1, ChronoUnit.MINUTES));
    }
}
