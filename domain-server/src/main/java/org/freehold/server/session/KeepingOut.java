// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.freehold.moderation.Decision;
import org.freehold.moderation.ReadableTime;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** How somebody is told that they may not come in or stay (docs/protocol.md section 9). */
final class KeepingOut {
    private KeepingOut() {}

    static ServerMessage.Close close(Decision.Refusal refusal, Instant now) {
        ErrorCode code = code(refusal.code());
        Instant until = refusal.until();
        Integer retryAfterSeconds = code == ErrorCode.TOO_MANY_NEWCOMERS && until != null
                ? Integer.valueOf((int) Math.max(1, Duration.between(now, until).toSeconds() + 1))
                : null;
        return new ServerMessage.Close(
                code,
                refusal.sentence(),
                retryAfterSeconds == null
                        ? whatToDo(until, refusal.appeal())
                        : "Try again in " + retryAfterSeconds + " s.",
                retryAfterSeconds,
                new ServerMessage.KeptOut(
                        until == null ? null : until.toEpochMilli(), refusal.appeal(), refusal.side()));
    }

    private static String whatToDo(@Nullable Instant until, @Nullable String appeal) {
        String later = until == null ? "" : "You may come again after " + ReadableTime.ofEnd(until) + ". ";
        if (appeal != null) {
            return later + "You may object at " + appeal + ".";
        }
        return later.isEmpty() ? "Ask the owner of this domain to let you in." : later.strip();
    }

    private static ErrorCode code(String text) {
        try {
            return ErrorCode.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            // Each code of admission has its equal here, which a test holds.
            return ErrorCode.NOT_PERMITTED;
        }
    }
}
