// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.List;
import org.freehold.moderation.banlist.Fault;

/** What came of a document. In all cases {@link #subscription} is what is known from now on, and is to be stored before it has effect. */
public sealed interface Outcome {
    Subscription subscription();

    /** It is in force; what it changed. Its bytes are to be kept. */
    record Accepted(Subscription subscription, Diff diff) implements Outcome {}

    /** It waits for the operator, except for its retractions, which are in force. Its bytes are to be kept. */
    record Held(Subscription subscription, List<Reason> reasons, Diff diff) implements Outcome {
        /** Copies. */
        public Held {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * It is not believed; what was in force stays.
     *
     * @param keep true when its bytes are evidence and are to be kept
     */
    record Refused(Subscription subscription, Fault fault, boolean keep) implements Outcome {}

    /** It is known already. */
    record Unchanged(Subscription subscription) implements Outcome {}
}
