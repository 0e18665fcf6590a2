// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

/** Ends the reading of a document. Without a stack trace: strangers cause it. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    Unreadable(Fault fault) {
        super(fault.toString(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
