// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What sessions need to know of the configuration.
 *
 * @param domainName shown to visitors and signed; never changed while the server runs
 * @param software such as {@code freehold/0.1.0}
 * @param rules text shown to visitors before anything else; null for none
 * @param tickHz ticks of the world a second
 * @param maxSessions visitors at a time, lost ones among them
 * @param maxWaiting connections at a time that have not said hello
 * @param limits of what one visitor may send
 */
public record SessionConfig(
        String domainName,
        String software,
        @Nullable String rules,
        int tickHz,
        int maxSessions,
        int maxWaiting,
        VisitorLimits limits) {

    /** For the whole of hello. */
    static final Duration HELLO_TIME = Duration.ofSeconds(10);

    /** How far the clocks of a visitor and the domain may be apart. */
    static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** How long a session outlives its connection. */
    static final Duration KEPT = Duration.ofSeconds(30);

    /** With the limits of the protocol's page. */
    public SessionConfig(
            String domainName,
            String software,
            @Nullable String rules,
            int tickHz,
            int maxSessions,
            int maxWaiting) {
        this(
                domainName, software, rules, tickHz, maxSessions, maxWaiting, VisitorLimits.DEFAULTS);
    }

    public SessionConfig {
        if (domainName.isBlank() || domainName.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("domainName: \"" + domainName + "\" (expected: one line of text)");
        }
        if (maxSessions < 1 || maxWaiting < 1) {
            throw new IllegalArgumentException(
                    "maxSessions, maxWaiting: " + maxSessions + ", " + maxWaiting + " (expected: >= 1)");
        }
    }
}
