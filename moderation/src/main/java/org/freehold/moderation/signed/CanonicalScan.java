// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether bytes are one JSON object that {@link StrictJson} reads and {@link Jcs} writes exactly so (RFC 8785), and where its members
 * are. Walks once over the bytes and keeps nothing else: canonical form has one way to write each thing, so that nothing need be read and
 * written again. What is wrong it does not say; {@link CanonicalDocument} asks {@code StrictJson} for that.
 */
final class CanonicalScan {
    private static final int NOT_AN_ARRAY = -1;
    private static final int NOT_CANONICAL = -2;
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");
    /** Of an integer within ±(2^53-1), without its sign. */
    private static final int MAX_DIGITS = 16;
    /** What follows a backslash, and what both mean. */
    private static final String SHORT_ESCAPES = "\"\\btnfr";

    private static final String SHORT_ESCAPED = "\"\\\b\t\n\f\r";

    private final byte[] bytes;
    private int at;

    private CanonicalScan(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A member of the outermost object.
     *
     * @param from where its value begins
     * @param to where its value ends
     * @param elements how many the value has, if it is an array; less than 0 if it is none
     */
    record Member(String name, int from, int to, int elements) {
        boolean isArray() {
            return elements > NOT_AN_ARRAY;
        }
    }

    /** The members of the object that the bytes are; null when they are not one in canonical form. */
    static @Nullable List<Member> members(byte[] bytes) {
        List<Member> members = new ArrayList<>();
        CanonicalScan scan = new CanonicalScan(bytes);
        return scan.isNext('{') && scan.object(1, members) && scan.at == bytes.length ? members : null;
    }

    private boolean value(int depth) {
        if (at == bytes.length) {
            return false;
        }
        return switch (bytes[at]) {
            case '{' -> object(depth, null);
            case '[' -> array(depth) >= 0;
            case '"' -> text();
            case 't' -> word(TRUE);
            case 'f' -> word(FALSE);
            case 'n' -> word(NULL);
            default -> integer();
        };
    }

    private boolean object(int depth, @Nullable List<Member> members) {
        at++;
        if (depth > StrictJson.MAX_DEPTH) {
            return false;
        }
        if (take('}')) {
            return true;
        }
        int lastFrom = 0;
        int lastTo = 0;
        do {
            int nameFrom = at + 1;
            if (!text()) {
                return false;
            }
            int nameTo = at - 1;
            if ((lastFrom > 0 && !isBefore(lastFrom, lastTo, nameFrom, nameTo)) || !take(':')) {
                return false;
            }
            lastFrom = nameFrom;
            lastTo = nameTo;
            int from = at;
            int elements = isNext('[') ? array(depth + 1) : NOT_AN_ARRAY;
            if (elements == NOT_CANONICAL || (elements == NOT_AN_ARRAY && !value(depth + 1))) {
                return false;
            }
            if (members != null) {
                members.add(new Member(name(nameFrom, nameTo), from, at, elements));
            }
        } while (take(','));
        return take('}');
    }

    /** How many elements. */
    private int array(int depth) {
        at++;
        if (depth > StrictJson.MAX_DEPTH) {
            return NOT_CANONICAL;
        }
        if (take(']')) {
            return 0;
        }
        int elements = 0;
        do {
            if (!value(depth + 1)) {
                return NOT_CANONICAL;
            }
            elements++;
        } while (take(','));
        return take(']') ? elements : NOT_CANONICAL;
    }

    private boolean text() {
        if (!take('"')) {
            return false;
        }
        while (at < bytes.length) {
            byte each = bytes[at++];
            if (each == '"') {
                return true;
            }
            boolean right = each == '\\' ? escape() : each >= ' ' || (each < 0 && restOfCharacter(each & 0xff));
            if (!right) {
                return false;
            }
        }
        return false;
    }

    /** Only what must be escaped is, and in the shortest way (RFC 8785 section 3.2.2.2). */
    private boolean escape() {
        if (at == bytes.length) {
            return false;
        }
        byte each = bytes[at++];
        if (each != 'u') {
            return SHORT_ESCAPES.indexOf(each) >= 0;
        }
        if (bytes.length - at < 4 || bytes[at] != '0' || bytes[at + 1] != '0'
                || (bytes[at + 2] != '0' && bytes[at + 2] != '1')) {
            return false;
        }
        byte last = bytes[at + 3];
        boolean isHexadecimal = (last >= '0' && last <= '9') || (last >= 'a' && last <= 'f');
        if (!isHexadecimal || SHORT_ESCAPED.indexOf(codeUnit(at)) >= 0) {
            return false;
        }
        at += 4;
        return true;
    }

    private char codeUnit(int from) {
        return (char) Integer.parseInt(new String(bytes, from, 4, StandardCharsets.ISO_8859_1), 16);
    }

    /** What follows the first byte of a character of more than one (RFC 3629 section 4). */
    private boolean restOfCharacter(int first) {
        if (first < 0xC2 || first > 0xF4) {
            return false;
        }
        // The second byte rules out a longer way to write a character, halves of surrogate pairs, and what is beyond Unicode.
        int lowest =
                switch (first) {
                    case 0xE0 -> 0xA0;
                    case 0xF0 -> 0x90;
                    default -> 0x80;
                };
        int highest =
                switch (first) {
                    case 0xED -> 0x9F;
                    case 0xF4 -> 0x8F;
                    default -> 0xBF;
                };
        return following(lowest, highest) && (first < 0xE0 || following(0x80, 0xBF))
                && (first < 0xF0 || following(0x80, 0xBF));
    }

    private boolean following(int lowest, int highest) {
        if (at == bytes.length) {
            return false;
        }
        int each = bytes[at++] & 0xff;
        return each >= lowest && each <= highest;
    }

    private boolean integer() {
        boolean negative = take('-');
        int from = at;
        long value = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            if (at - from == MAX_DIGITS) {
                return false;
            }
            value = value * 10 + bytes[at++] - '0';
        }
        int digits = at - from;
        boolean onlyWay = digits > 0 && (bytes[from] != '0' || (digits == 1 && !negative));
        return onlyWay && value <= StrictJson.MAX_INTEGER;
    }

    private boolean word(byte[] word) {
        int from = at;
        at = Math.min(bytes.length, at + word.length);
        return Arrays.equals(bytes, from, at, word, 0, word.length);
    }

    private boolean isNext(char expected) {
        return at < bytes.length && bytes[at] == expected;
    }

    private boolean take(char expected) {
        if (!isNext(expected)) {
            return false;
        }
        at++;
        return true;
    }

    /** By UTF-16 units (RFC 8785 section 3.2.3); the same name is not before itself. */
    private boolean isBefore(int from, int to, int nextFrom, int nextTo) {
        if (isPlain(from, to) && isPlain(nextFrom, nextTo)) {
            return Arrays.compare(bytes, from, to, bytes, nextFrom, nextTo) < 0;
        }
        return name(from, to).compareTo(name(nextFrom, nextTo)) < 0;
    }

    /** True when each byte is one character, itself. */
    private boolean isPlain(int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0 || bytes[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    private String name(int from, int to) {
        String written = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (written.indexOf('\\') < 0) {
            return written;
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char each = written.charAt(i);
            if (each != '\\') {
                name.append(each);
            } else if (written.charAt(++i) == 'u') {
                name.append((char) Integer.parseInt(written, i + 1, i + 5, 16));
                i += 4;
            } else {
                name.append(SHORT_ESCAPED.charAt(SHORT_ESCAPES.indexOf(written.charAt(i))));
            }
        }
        return name.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
