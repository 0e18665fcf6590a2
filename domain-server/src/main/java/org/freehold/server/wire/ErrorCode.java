// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import java.util.Locale;

/**
 * Why something was refused or a connection closed; the names are stable (docs/protocol.md sections 9 and 14.4).
 */
public enum ErrorCode {
    NOT_JSON(1002),
    UNKNOWN_TYPE(1002),
    BAD_VALUE(1002),
    NOT_FINITE(1002),
    TOO_LARGE(1009),
    PROTOCOL_VERSION(1002),
    BAD_SIGNATURE(1008),
    CLOCK(1008),
    BAD_NAME(1008),
    BAD_TEXT(1008),
    NOT_PERMITTED(1008),
    UNKNOWN_ENTITY(1008),
    ENTITY_EXISTS(1008),
    ENTITY_LOCKED(1008),
    ENTITY_HELD(1008),
    PARENT_CYCLE(1008),
    ENTITY_TOO_LARGE(1008),
    WORLD_FULL(1008),
    WORLD_READ_ONLY(1008),
    TOO_FAST(1008),
    TOO_MANY_IN_FLIGHT(1008),
    DOMAIN_FULL(1013),
    BANNED(1008),
    KICKED(1008),
    HOME_REFUSED(1008),
    BAD_VOUCH(1008),
    SOFTWARE_REFUSED(1008),
    TOO_MANY_NEWCOMERS(1013),
    BUSY(1013),
    FLOODING(1008),
    SLOW_READER(1013),
    RESUMED_ELSEWHERE(1000),
    NO_SUCH_HOST(1013),
    HOST_BUSY(1013),
    HOST_LEFT(1013),
    VISIT_OVER(1000),
    REGISTERED_ELSEWHERE(1000),
    OTHER_RENDEZVOUS(1008),
    RENDEZVOUS_FULL(1013),
    STOPPING(1001),
    INTERNAL(1011);

    private final String code;
    private final int closeStatus;

    ErrorCode(int closeStatus) {
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.closeStatus = closeStatus;
    }

    /** As on the wire, such as {@code bad-value}. */
    public String code() {
        return code;
    }

    /** Status of the WebSocket close frame when a connection ends for this reason. */
    public int closeStatus() {
        return closeStatus;
    }
}
