// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;

/** Whom a rule is about. There is no kind for what somebody is or believes, on purpose. */
public sealed interface Who {
    /** Everybody, however unknown. */
    record Everybody() implements Who {}

    /** Whoever shows nothing but a key for this domain. */
    record Anonymous() implements Who {}

    /** Whoever stands at least so high. */
    record AtLeast(Standing standing) implements Who {}

    /** The holder of one key or account, or everybody of one home domain. */
    record Holder(Subject subject) implements Who {}

    /** A person or program on the machine that the server runs on. */
    record ThisMachine() implements Who {}

    /** True when the rule is about this identity. */
    default boolean means(Identity identity, List<Subject> subjects, Standing standing) {
        return switch (this) {
            case Everybody everybody -> true;
            case Anonymous anonymous -> identity.isAnonymous();
            case AtLeast least -> standing.isAtLeast(least.standing());
            case Holder holder -> subjects.contains(holder.subject());
            case ThisMachine machine -> identity.fromThisMachine();
        };
    }

    /** As in settings, such as {@code everybody}, {@code known} or {@code home:a.example}. */
    default String text() {
        return switch (this) {
            case Everybody everybody -> "everybody";
            case Anonymous anonymous -> "anonymous";
            case AtLeast least -> least.standing().text();
            case Holder holder -> holder.subject().text();
            case ThisMachine machine -> "localhost";
        };
    }

    /** Whoever is written so; empty when nobody is. */
    static Optional<Who> parse(String text) {
        return switch (text) {
            case "everybody" -> Optional.of(new Everybody());
            case "anonymous" -> Optional.of(new Anonymous());
            case "localhost" -> Optional.of(new ThisMachine());
            case "known", "member", "moderator", "owner" -> Standing.parse(text).map(AtLeast::new);
            default -> Subject.parse(text)
                    .filter(subject -> PERSONS_AND_HOMES.contains(subject.kind()))
                    .map(Holder::new);
        };
    }

    /** The kinds of subject that can stand at a door. */
    Set<Subject.Kind> PERSONS_AND_HOMES = Set.of(Subject.Kind.KEY, Subject.Kind.ACCOUNT, Subject.Kind.HOME);
}
