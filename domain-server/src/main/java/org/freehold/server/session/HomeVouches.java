// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import org.freehold.moderation.Identity;

/** Knows whether what a home domain says of somebody at the door is true (docs/protocol.md section 3.3). */
public interface HomeVouches {

    /** What was found. */
    sealed interface Answer {}

    /** The home vouches. */
    record Vouched(Identity.Home home) implements Answer {}

    /**
     * It does not, or not for this visit.
     *
     * @param why with what was found and what was expected
     */
    record Unfit(String why, String whatToDo) implements Answer {}

    /**
     * Checks a statement, and uses it up. Blocks, for as long as the home takes to say which key it has.
     *
     * @param vouch as it came
     * @param visitor fingerprint of the key that the visitor has proved to hold
     */
    Answer check(String vouch, String visitor);
}
