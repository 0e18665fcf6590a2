// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.Toml;

/**
 * What the values of a setting look like.
 *
 * @param <T> the value in Java
 */
public sealed interface Kind<T> {

    /** The value of a parsed TOML element, if it is one of these. */
    Optional<T> fromToml(Object element);

    /** The value of a text, as environment variables and command lines hold it, if it is one of these. */
    Optional<T> fromText(String text);

    boolean accepts(T value);

    String toToml(T value);

    /** Goes on after "expected:", such as {@code a whole number from 1 to 60}. */
    String expected();

    /**
     * Text that matches a pattern as a whole.
     *
     * @param further what a pattern can't say
     */
    record Text(Pattern pattern, Predicate<String> further, String expected) implements Kind<String> {

        /** The pattern says all. */
        Text(Pattern pattern, String expected) {
            this(pattern, _ -> true, expected);
        }

        @Override
        public Optional<String> fromToml(Object element) {
            return element instanceof String text ? fromText(text) : Optional.empty();
        }

        @Override
        public Optional<String> fromText(String text) {
            return Optional.of(text).filter(this::accepts);
        }

        @Override
        public boolean accepts(String value) {
            return pattern.matcher(value).matches() && further.test(value);
        }

        @Override
        public String toToml(String value) {
            return '"' + Toml.tomlEscape(value).toString() + '"';
        }
    }

    /** A whole number, both bounds allowed. */
    record Whole(int min, int max) implements Kind<Integer> {

        @Override
        public Optional<Integer> fromToml(Object element) {
            return element instanceof Long number && number >= min && number <= max
                    ? Optional.of(number.intValue())
                    : Optional.empty();
        }

        @Override
        public Optional<Integer> fromText(String text) {
            return text.matches("-?[0-9]{1,18}") ? fromToml(Long.parseLong(text)) : Optional.empty();
        }

        @Override
        public boolean accepts(Integer value) {
            return value >= min && value <= max;
        }

        @Override
        public String toToml(Integer value) {
            return value.toString();
        }

        @Override
        public String expected() {
            return "a whole number from " + min + " to " + max;
        }
    }

    /** Yes or no. */
    record Flag() implements Kind<Boolean> {

        @Override
        public Optional<Boolean> fromToml(Object element) {
            return element instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
        }

        @Override
        public Optional<Boolean> fromText(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            };
        }

        @Override
        public boolean accepts(Boolean value) {
            return true;
        }

        @Override
        public String toToml(Boolean value) {
            return value.toString();
        }

        @Override
        public String expected() {
            return "true or false";
        }
    }

    /** A number of bytes, written as text with its unit; both bounds allowed. */
    record Size(int minBytes, int maxBytes) implements Kind<Integer> {
        static final Pattern FORM = Pattern.compile("([0-9]{1,10}) ?(B|KiB|MiB)");
        private static final int KIB = 1 << 10;
        private static final int MIB = 1 << 20;

        @Override
        public Optional<Integer> fromToml(Object element) {
            return element instanceof String text ? fromText(text) : Optional.empty();
        }

        @Override
        public Optional<Integer> fromText(String text) {
            Matcher size = FORM.matcher(text);
            if (!size.matches()) {
                return Optional.empty();
            }
            long unit = switch (size.group(2)) {
                case "MiB" -> MIB;
                case "KiB" -> KIB;
                default -> 1;
            };
            long bytes = Long.parseLong(size.group(1)) * unit;
            return bytes >= minBytes && bytes <= maxBytes ? Optional.of((int) bytes) : Optional.empty();
        }

        @Override
        public boolean accepts(Integer value) {
            return value >= minBytes && value <= maxBytes;
        }

        @Override
        public String toToml(Integer value) {
            return '"' + text(value) + '"';
        }

        @Override
        public String expected() {
            return "a size from \"" + text(minBytes) + "\" to \"" + text(maxBytes) + "\", in B, KiB or MiB";
        }

        private static String text(int bytes) {
            if (bytes % MIB == 0) {
                return bytes / MIB + "MiB";
            }
            return bytes % KIB == 0 ? bytes / KIB + "KiB" : bytes + "B";
        }
    }
}
