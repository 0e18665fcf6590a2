// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One value that is not what it should be.
 *
 * @param path the property, and within it the member or index, such as {@code keyLight.color.red}
 * @param value as JSON, shortened
 * @param expected what would have been right
 * @param instead what a lenient reader does with it
 * @param notFinite true for a number beyond the range of a double
 */
public record Fault(String path, String value, String expected, String instead, boolean notFinite) {
    private static final int SHOWN = 60;

    /** For people: the property, its value and what was expected. */
    public String message() {
        return path + ": " + value + " (expected: " + expected + ")";
    }

    /** The JSON of {@code value}, cut to a length that fits on a line. */
    public static String shortened(JsonNode value) {
        // The size is looked at first: a list of a million members must not be written out to show sixty characters.
        if (value.isContainerNode() && value.size() > SHOWN) {
            return (value.isArray() ? "a list of " : "an object of ") + value.size();
        }
        if (value.isTextual() && value.textValue().length() > SHOWN) {
            return '"' + value.textValue().substring(0, SHOWN) + "...\"";
        }
        String text = value.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
