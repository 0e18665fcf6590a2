// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

import java.util.Locale;

/**
 * One thing that can be set.
 *
 * @param section the table of the file it stands in
 * @param name within the section
 * @param fallback the value when nothing is set
 * @param explanation for people who never hosted anything; lines of at most 110 characters
 */
public record Setting<T>(String section, String name, Kind<T> kind, T fallback, String explanation) {

    public Setting {
        explanation = explanation.strip();
        if (!kind.accepts(fallback)) {
            throw new IllegalArgumentException(
                    section + "." + name + ": default " + fallback + " (expected: " + kind.expected() + ")");
        }
    }

    /** As written in messages, such as {@code server.port}. */
    public String key() {
        return section + "." + name;
    }

    /** The environment variable that overrides the file, such as {@code FREEHOLD_SERVER_PORT}. */
    public String variable() {
        return "FREEHOLD_" + key().toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /**
     * The value itself.
     *
     * @throws IllegalArgumentException when it is not allowed
     */
    T require(T value) {
        if (!kind.accepts(value)) {
            throw new IllegalArgumentException(key() + ": " + value + " (expected: " + kind.expected() + ")");
        }
        return value;
    }

    String defaultAsToml() {
        return kind.toToml(fallback);
    }
}
