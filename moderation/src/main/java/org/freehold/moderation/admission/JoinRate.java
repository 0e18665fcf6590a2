// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Duration;
import java.time.Instant;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Standing;

/**
 * How many fresh keys may still come in now: a bucket of tokens, as a value without a clock. Holds as many as may come in a minute, and
 * fills at that rate, so that after a quiet minute a group may arrive together.
 *
 * @param tokens left at {@code at}
 */
public record JoinRate(double tokens, Instant at) {
    private static final double MILLIS_PER_MINUTE = Duration.ofMinutes(1).toMillis();

    /**
     * The answer to somebody who wants in, and the bucket afterwards.
     *
     * @param waitFor zero when admitted; otherwise when to try again
     */
    public record Answer(boolean admitted, Duration waitFor, JoinRate after) {
        /** What somebody is told who was not admitted. */
        public Decision.Refusal refusal(Instant now) {
            return RefusalCode.TOO_MANY_NEWCOMERS.refusal(
                    "Many new people are arriving just now. Try again in a moment.", now.plus(waitFor), null);
        }
    }

    /** A bucket that holds all it may. */
    public static JoinRate full(Newcomers newcomers, Instant now) {
        return new JoinRate(newcomers.joinsPerMinute(), now);
    }

    /** True for those who count: fresh keys that a decision lets in. */
    public static boolean concerns(Decision decision, History history) {
        return decision.standing() == Standing.NEWCOMER && decision.refusal() == null && history.visits() == 0;
    }

    /** Lets one in, or not. Time that goes backwards adds nothing. */
    public Answer ask(Newcomers newcomers, Instant now) {
        int perMinute = newcomers.joinsPerMinute();
        long passedMillis = Math.max(0, Duration.between(at, now).toMillis());
        double filled = Math.min(perMinute, tokens + passedMillis * perMinute / MILLIS_PER_MINUTE);
        // What is not a whole millisecond yet stays for the next time.
        Instant upTo = at.plusMillis(passedMillis);
        if (filled >= 1) {
            return new Answer(true, Duration.ZERO, new JoinRate(filled - 1, upTo));
        }
        Duration wait = perMinute == 0
                ? Duration.ofMinutes(1)
                : Duration.ofMillis((long) Math.ceil((1 - filled) * MILLIS_PER_MINUTE / perMinute));
        return new Answer(false, wait, new JoinRate(filled, upTo));
    }
}
