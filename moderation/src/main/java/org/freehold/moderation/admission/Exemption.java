// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.util.List;
import org.freehold.moderation.Subject;

/**
 * How far somebody is let in whatever others say. Letting in a person stops everything about the person and about their home; letting in
 * a home stops only what is about the whole home, so that its single bad guests can still be listed.
 *
 * @param person a key or account is let in
 * @param home the home is let in
 */
record Exemption(boolean person, boolean home) {
    static Exemption of(Overrides overrides, List<Subject> subjects) {
        boolean person = false;
        boolean home = false;
        for (Overrides.Ruling ruling : overrides.about(subjects)) {
            if (ruling.verdict() == Overrides.Verdict.ALLOW) {
                boolean isHome = ruling.subject().kind() == Subject.Kind.HOME;
                home |= isHome;
                person |= !isHome;
            }
        }
        return new Exemption(person, home);
    }

    /** Stops what a list says about this subject. */
    boolean stopsOthers(Subject subject) {
        return person || (home && subject.kind() == Subject.Kind.HOME);
    }

    /** Stops what this domain says itself: only where a person is taken out of what is about a whole home. */
    boolean stopsOwn(Subject subject) {
        return person && subject.kind() == Subject.Kind.HOME;
    }

    /** Stops a ban of this domain itself, of which somebody is meant by {@code subjects}. */
    boolean stops(Ban ban, List<Subject> subjects) {
        return ban.subjects().stream().filter(subjects::contains).allMatch(this::stopsOwn);
    }

    /** Passes the policy about home domains. */
    boolean passesGate() {
        return person || home;
    }
}
