// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.time.Instant;
import org.freehold.moderation.Decision;
import org.freehold.moderation.ReadableTime;
import org.freehold.server.wire.ServerMessage.Notice;
import org.jspecify.annotations.Nullable;

/** Notices to those about whom something is done (docs/protocol.md section 6). */
public final class Notices {
    private Notices() {}

    /** Something that lasts; {@code until} null for no end. */
    public static Notice lasting(String code, String message, @Nullable Instant until) {
        return until == null
                ? new Notice(code, true, message)
                : new Notice(
                        code, true, message, "It ends on " + ReadableTime.ofEnd(until) + ".", until.toEpochMilli());
    }

    static Notice of(Decision.Warning warning) {
        return lasting("warned", warning.sentence(), warning.until());
    }
}
