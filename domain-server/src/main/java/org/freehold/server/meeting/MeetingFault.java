// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import java.io.Serial;

/** Why a meeting did not come about, in words for people. */
public final class MeetingFault extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The other end could not be reached, or the line broke. */
    public static final String UNREACHABLE = "unreachable";
    /** The other end says what no rendezvous says. */
    public static final String NOT_A_RENDEZVOUS = "not-a-rendezvous";
    /** The host that was shown is not the one of the link. */
    public static final String OTHER_HOST = "other-host";

    /** This host is reached through a relay only, and none is named. */
    public static final String NO_RELAY = "no-relay";

    private final String code;
    private final String whatToDo;
    private final int retryAfterSeconds;

    /**
     * A reason.
     *
     * @param code stable: of docs/protocol.md sections 9 and 14.4, or one of the constants here
     * @param retryAfterSeconds 0 when the other end did not say
     */
    public MeetingFault(String code, String message, String whatToDo, int retryAfterSeconds) {
        super(message);
        this.code = code;
        this.whatToDo = whatToDo;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    MeetingFault(String code, String message, String whatToDo) {
        this(code, message, whatToDo, 0);
    }

    /** Stable. */
    public String code() {
        return code;
    }

    /** What helps. */
    public String whatToDo() {
        return whatToDo;
    }

    /** When to come again; 0 when the other end did not say. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** What was wrong and what helps. */
    public String sentence() {
        return (getMessage() + " " + whatToDo).strip();
    }
}
