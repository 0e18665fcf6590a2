// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Fault;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.server.session.Inside;
import org.freehold.server.session.Sessions;

/**
 * Whom an operation is about.
 *
 * @param subjects what of them counts: of somebody by handle the keys and the account, never the whole home
 * @param text for the audit log
 */
record Meant(List<Subject> subjects, String text) implements Predicate<Inside> {

    Meant {
        subjects = List.copyOf(subjects);
    }

    /** Reads {@code handle} or {@code subject}; with both, they must be of the same person. */
    static Meant of(Arguments arguments, Sessions sessions) throws Refusal {
        if (arguments.has("handle")) {
            Subject expected = arguments.has("subject") ? arguments.subject("subject") : null;
            int handle = arguments.number("handle", 1, 65_535, 0);
            Inside inside = sessions.inside().stream()
                    .filter(each -> each.handle() == handle)
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound(
                            "handle: %d (expected: that of somebody who is here)".formatted(handle),
                            "They may have left: look at people/list for those who were here lately."));
            if (expected != null && !inside.identity().subjects().contains(expected)) {
                throw new Refusal(
                        "somebody-else",
                        "handle: %d is not %s any more (expected: the same person)".formatted(handle, expected.text()),
                        "They may have left: look at people/list again.",
                        409);
            }
            return of(inside.identity());
        }
        Subject subject = arguments.subject("subject");
        return new Meant(List.of(subject), subject.text());
    }

    static Meant of(Identity identity) {
        List<Subject> subjects = new ArrayList<>(identity.subjects());
        subjects.removeIf(subject -> subject.kind() == Subject.Kind.HOME);
        return new Meant(subjects, new Subject(Subject.Kind.KEY, identity.key()).text());
    }

    @Override
    public boolean test(Inside inside) {
        return inside.identity().subjects().stream().anyMatch(subjects::contains);
    }

    /** Refuses what may not be done about an owner, a moderator or this domain. */
    void checkNotProtected(Rulebook rulebook) throws Refusal {
        try {
            for (Subject subject : subjects) {
                rulebook.checkNotProtected(subject);
            }
        } catch (Fault fault) {
            throw new Refusal(
                    fault.code().text(), fault.sentence(), "Nothing was done.", fault.code().status());
        }
    }

    /** Somebody inside of whom the subject is part. */
    static Optional<Inside> inside(Subject subject, Sessions sessions) {
        return sessions.inside().stream()
                .filter(each -> each.identity().subjects().contains(subject))
                .findFirst();
    }
}
