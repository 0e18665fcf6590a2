// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.Subject;

/**
 * Whom no list can touch here. Who is exempt by key or account is exempt from everything that lists say about them, also about their
 * home; who is exempt as a home is exempt from what lists say about that home, not about its people.
 *
 * @param guarded this domain, those who run it, and the domains whose lists it follows
 * @param allowed by override of an operator
 */
public record Exempt(Set<Subject> guarded, Set<Subject> allowed) {
    public static final Exempt NOBODY = new Exempt(Set.of(), Set.of());

    /** Copies. */
    public Exempt {
        guarded = Set.copyOf(guarded);
        allowed = Set.copyOf(allowed);
    }

    /** What stops an entry. */
    public enum By {
        GUARDED,
        OVERRIDE,
        /** The operator dismissed this entry. */
        DISMISSED;

        /** As shown. */
        public String text() {
            return switch (this) {
                case GUARDED -> "protected";
                case OVERRIDE -> "override";
                case DISMISSED -> "ignored";
            };
        }
    }

    /**
     * What stops an entry about {@code listed} from having effect on somebody.
     *
     * @param person all subjects that mean this person; may be only the listed one
     */
    public Optional<By> stops(Subject listed, List<Subject> person) {
        if (guarded.isEmpty() && allowed.isEmpty()) {
            return Optional.empty();
        }
        if (holds(guarded, listed, person)) {
            return Optional.of(By.GUARDED);
        }
        return holds(allowed, listed, person) ? Optional.of(By.OVERRIDE) : Optional.empty();
    }

    private static boolean holds(Set<Subject> exempt, Subject listed, List<Subject> person) {
        if (exempt.contains(listed)) {
            return true;
        }
        for (Subject subject : person) {
            if (subject.kind() != Subject.Kind.HOME && exempt.contains(subject)) {
                return true;
            }
        }
        return false;
    }
}
