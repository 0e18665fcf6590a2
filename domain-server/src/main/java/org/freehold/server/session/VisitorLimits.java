// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import org.freehold.moderation.Standing;
import org.freehold.server.wire.ServerMessage.Limits;
import org.freehold.server.world.Rights;

/**
 * The numbers of docs/protocol.md section 10.
 *
 * @param visitor for those who look
 * @param builder for those who may build
 */
public record VisitorLimits(Limits visitor, Limits builder) {

    /** Those of the page. */
    public static final VisitorLimits DEFAULTS = new VisitorLimits(
            new Limits(16_384, 0, 0, 60, 1000, 32, 60), new Limits(1_179_648, 2000, 1000, 60, 1000, 32, 60));

    /** Those of somebody; {@code newcomersChatPerMinute} counts for newcomers only. */
    Limits of(Rights rights, int newcomersChatPerMinute) {
        Limits limits = rights.mayEdit() ? builder : visitor;
        return rights.standing() == Standing.NEWCOMER && newcomersChatPerMinute < limits.chatPerMinute()
                ? new Limits(
                        limits.messageBytes(),
                        limits.editsPerSecond(),
                        limits.editsInFlight(),
                        newcomersChatPerMinute,
                        limits.chatCharacters(),
                        limits.nameCharacters(),
                        limits.posesPerSecond())
                : limits;
    }
}
