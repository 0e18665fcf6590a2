// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Duration;
import java.time.Instant;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Standing;

/**
 * How many fresh keys may still come in now, and when those have their turn who may not: a bucket of tokens, as a value without a clock.
 * It holds as many as may come in at once, so that a crowd may follow one link, and fills at the rate of a minute.
 *
 * <p>Those who have to wait are told one after the other, so that they come back one by one and each finds a token. Nothing is kept of
 * them: whoever comes meanwhile may take a turn, and the one who misses it gets another.
 *
 * @param tokens left at {@code at}
 * @param promised when the last turn is that somebody was told
 */
public record JoinRate(double tokens, Instant at, Instant promised) {
    private static final double MILLIS_PER_MINUTE = Duration.ofMinutes(1).toMillis();

    /** Nobody waits longer without asking again, however long the line: it may be a flood that is over by then. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /**
     * The answer to somebody who wants in, and the bucket afterwards.
     *
     * @param waitFor zero when admitted; otherwise when to try again
     */
    public record Answer(boolean admitted, Duration waitFor, JoinRate after) {
        /** What somebody is told who was not admitted. */
        public Decision.Refusal refusal(Instant now) {
            return RefusalCode.TOO_MANY_NEWCOMERS.refusal(
                    "Many new people are arriving just now, and they come in one after the other.", now.plus(waitFor),
                    null);
        }
    }

    /** A bucket that nobody waits for. */
    public JoinRate(double tokens, Instant at) {
        this(tokens, at, at);
    }

    /** A bucket that holds all it may. */
    public static JoinRate full(Newcomers newcomers, Instant now) {
        return new JoinRate(newcomers.joinsAtOnce(), now);
    }

    /** True for those who count: fresh keys that a decision lets in. */
    public static boolean concerns(Decision decision, History history) {
        return decision.standing() == Standing.NEWCOMER && decision.refusal() == null && history.visits() == 0;
    }

    /** Lets one in, or not. Time that goes backwards adds nothing. */
    public Answer ask(Newcomers newcomers, Instant now) {
        int perMinute = newcomers.joinsPerMinute();
        long passedMillis = Math.max(0, Duration.between(at, now).toMillis());
        double filled = Math.min(newcomers.joinsAtOnce(), tokens + passedMillis * perMinute / MILLIS_PER_MINUTE);
        // What is not a whole millisecond yet stays for the next time.
        Instant upTo = at.plusMillis(passedMillis);
        if (perMinute == 0) {
            return new Answer(false, Duration.ofMinutes(1), new JoinRate(tokens, upTo, promised));
        }
        if (filled >= 1) {
            return new Answer(true, Duration.ZERO, new JoinRate(filled - 1, upTo, promised));
        }
        Duration untilToken = millis((1 - filled) * MILLIS_PER_MINUTE / perMinute);
        Duration afterTheLast = Duration.between(now, promised).plus(millis(MILLIS_PER_MINUTE / perMinute));
        Duration turn = untilToken.compareTo(afterTheLast) >= 0 ? untilToken : afterTheLast;
        Duration waitFor = turn.compareTo(LONGEST_WAIT) <= 0 ? turn : LONGEST_WAIT;
        return new Answer(false, waitFor, new JoinRate(filled, upTo, now.plus(waitFor)));
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis((long) Math.ceil(millis));
    }
}
