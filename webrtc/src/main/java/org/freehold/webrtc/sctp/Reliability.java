// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/**
 * How long a message is worth sending again (RFC 3758, RFC 8831 section 6.6). Any thread.
 *
 * @param kind what {@code limit} counts
 * @param limit 0 for {@link Kind#FULL}; else retransmissions, or milliseconds since the message was handed over, 0 to 2^32 - 1
 */
public record Reliability(Kind kind, long limit) {

    /** What bounds the attempts. */
    public enum Kind {
        /** Nothing: the message arrives, or the association ends. */
        FULL,
        /** The number of retransmissions. */
        RETRANSMISSIONS,
        /** The age of the message. */
        LIFETIME_MILLIS
    }

    /** The message arrives, or the association ends. */
    public static final Reliability FULL = new Reliability(Kind.FULL, 0);

    private static final long MAX_LIMIT = 0xFFFF_FFFFL;

    /** Checks the limit. */
    public Reliability {
        long max = kind == Kind.FULL ? 0 : MAX_LIMIT;
        if (limit < 0 || limit > max) {
            throw new IllegalArgumentException("limit of " + kind + ": " + limit + " (expected: 0 to " + max + ")");
        }
    }

    /** Sent again at most so often: 0 for what is not worth it once it is late. */
    public static Reliability retransmissions(long most) {
        return new Reliability(Kind.RETRANSMISSIONS, most);
    }

    /** Sent, first or again, only while it is younger than this. */
    public static Reliability lifetimeMillis(long most) {
        return new Reliability(Kind.LIFETIME_MILLIS, most);
    }
}
