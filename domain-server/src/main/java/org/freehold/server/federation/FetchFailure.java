// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import org.freehold.moderation.banlist.Fault;

/** Ends a fetch. Without a stack trace: strangers cause it. */
final class FetchFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;
    private final long retryAfterSeconds;

    FetchFailure(Fault fault, long retryAfterSeconds) {
        super(fault.toString(), null, false, false);
        this.fault = fault;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** With the offending value and what was expected. */
    static FetchFailure of(String code, String where, Object value, String expected) {
        return new FetchFailure(Fault.of(code, where, value, expected), 0);
    }

    Fault fault() {
        return fault;
    }

    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
