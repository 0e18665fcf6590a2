// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.time.Instant;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.server.transport.Line;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is in the world.
 *
 * @param name as they are called now
 * @param decision by which they are here
 * @param since when the session began
 * @param line what the session runs over; null while its connection is lost
 */
public record Inside(int handle, String name, Identity identity, Decision decision, Instant since,
        @Nullable Line line) {}
