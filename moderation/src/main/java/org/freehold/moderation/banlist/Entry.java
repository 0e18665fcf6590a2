// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.signed.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a list about somebody.
 *
 * @param id unique in its list and never used again for another subject
 * @param action what the publisher recommends; in a register the answer to the worse of the two grades
 * @param categories texts as published, also unknown ones; none in a register
 * @param grades null outside registers
 * @param reason at most {@link BanList#MAX_REASON} characters
 * @param origin fingerprint of whoever found this out; the issuer of the list, unless relayed
 * @param relay where the origin says it; null exactly when the issuer is the origin
 * @param evidence {@link Digest} of what the publisher keeps; null for none
 * @param since when it began, whole seconds
 * @param expires when it ends, without a newer document; whole seconds
 * @param review when the publisher looks at it again; null for never
 */
public record Entry(
        String id,
        Subject subject,
        Action action,
        List<String> categories,
        @Nullable Grades grades,
        String reason,
        String origin,
        @Nullable Relay relay,
        @Nullable String evidence,
        Instant since,
        Instant expires,
        @Nullable LocalDate review) {

    /** Copies. */
    public Entry {
        categories = List.copyOf(categories);
    }

    /**
     * Judgements of a register about a home domain.
     *
     * @param reliability is it there, and is what it vouches for true
     * @param protection does it protect its own people
     */
    public record Grades(Grade reliability, Grade protection) {
        /** What follows from the worse of the two. */
        public Action answer() {
            return reliability.compareTo(protection) >= 0 ? reliability.answer() : protection.answer();
        }
    }

    /**
     * The statement of the origin that is passed on.
     *
     * @param list name of the list of the origin
     * @param id of the entry there
     * @param action as recommended there; a relay may soften it, never raise it
     * @param document {@link Digest} of the origin's signed document, from which its signature can be checked
     */
    public record Relay(String list, String id, Action action, String document) {}

    /** The categories that this program knows. */
    public Set<Category> knownCategories() {
        Set<Category> known = EnumSet.noneOf(Category.class);
        categories.forEach(text -> Category.parse(text).ifPresent(known::add));
        return known;
    }

    /** True when this program does not know what it is about; it is then only monitored. */
    public boolean hasUnknownCategory() {
        return categories.stream().map(Category::parse).anyMatch(Optional::isEmpty);
    }

    /** True until {@link #expires}. */
    public boolean holdsAt(Instant now) {
        return now.isBefore(expires);
    }

    /** The same by the same publisher under another key. */
    public Entry from(String issuer) {
        return new Entry(
                id, subject, action, categories, grades, reason, issuer, relay, evidence, since, expires, review);
    }

    /** The same with another end. */
    public Entry until(Instant end) {
        return new Entry(id, subject, action, categories, grades, reason, origin, relay, evidence, since, end, review);
    }
}
