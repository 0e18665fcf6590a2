// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param source a file's path, or what else the value came from
 * @param line from 1; 0 when the source has no lines
 * @param column from 1; 0 when the source has no lines
 * @param message the key, its value and what was expected
 */
public record ConfigProblem(String source, int line, int column, String message) {

    ConfigProblem(String source, String message) {
        this(source, 0, 0, message);
    }

    /** Such as {@code freehold.toml:12:8: server.port: 70000 (expected: a whole number from 0 to 65535)}. */
    @Override
    public String toString() {
        return line == 0 ? source + ": " + message : source + ":" + line + ":" + column + ": " + message;
    }
}
