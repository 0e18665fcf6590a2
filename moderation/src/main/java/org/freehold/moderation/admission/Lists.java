// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Instant;
import java.util.List;
import org.freehold.moderation.Moment;
import org.freehold.moderation.Subject;

/** The ban lists that a domain subscribes to, as far as a decision needs them. Implementations are immutable and never block. */
public interface Lists {
    /** No subscription at all. */
    Lists NONE = (subjects, now) -> List.of();

    /**
     * Every entry in force about any of the subjects, with its effect after trust levels and corroboration; empty when none.
     *
     * @param subjects canonical, as of one identity
     */
    List<Finding> find(List<Subject> subjects, Moment now);

    /** The same for who does not ask until when it holds. */
    default List<Finding> find(List<Subject> subjects, Instant now) {
        return find(subjects, new Moment(now));
    }
}
