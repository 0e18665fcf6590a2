// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.freehold.moderation.Action;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.Entry;
import org.freehold.moderation.signed.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What a document, or a change of settings, would do here, before it is done. Making it applies it to a copy: what it shows is what happens.
 *
 * @param hash of everything that the operator decides on: both documents, the settings, and what is exempt; not of who happens to be
 *     inside
 * @param head the document that would be in force
 * @param here those inside for whom something changes
 * @param stopped entries without effect here, and why
 * @param held why it waited; empty for what did not wait
 * @param after the subscription when it is applied
 * @param part of the index when it is applied
 */
public record Plan(
        String hash,
        Head head,
        Diff diff,
        List<Hit> here,
        List<Stopped> stopped,
        List<Reason> held,
        Subscription after,
        ListPart part) {

    /** Copies. */
    public Plan {
        here = List.copyOf(here);
        stopped = List.copyOf(stopped);
        held = List.copyOf(held);
    }

    /**
     * Somebody inside, and the hardest that all lists together come to.
     *
     * @param entries ids that it then follows from
     */
    public record Hit(Here.Person person, List<String> entries, Action before, Action after) {
        /** Copies. */
        public Hit {
            entries = List.copyOf(entries);
        }
    }

    /** An entry that has no effect. */
    public record Stopped(Subject subject, String entry, Exempt.By by) {}

    /**
     * The plan to put a document in force with these settings.
     *
     * @param good the document in force, of the digest of {@link Subscription#good}; null exactly when that is
     * @param next the document that waits, or {@code good} itself to see what other settings do
     * @param digest of the bytes of {@code next}
     */
    public static Plan of(
            Subscription subscription,
            Settings settings,
            @Nullable BanList good,
            BanList next,
            String digest,
            Here here,
            Instant now) {
        Subscription changed = subscription.withSettings(settings);
        Head before = subscription.good();
        boolean same = before != null && before.digest().equals(digest);
        Subscription after = same ? changed : Receiving.accepted(changed, next, digest, List.of(), now);
        ListPart part = ListPart.of(after, next, here.self());
        if (part == null) {
            throw new IllegalArgumentException("a document in force has a part");
        }
        Subscription.Held held = subscription.held();
        List<Reason> waited = held != null && held.head().digest().equals(digest) ? held.reasons() : List.of();
        return new Plan(
                hash(subscription, settings, digest, here.index().exempt(), here.self()),
                Head.of(next, digest),
                Diff.of(subscription, good, next, now),
                Effects.all(here, here.index().with(part), now),
                stopped(after, next, here),
                waited,
                after,
                part);
    }

    private static List<Stopped> stopped(Subscription after, BanList next, Here here) {
        List<Stopped> stopped = new ArrayList<>();
        for (Entry entry : next.entries()) {
            if (after.isDismissed(entry)) {
                stopped.add(new Stopped(entry.subject(), entry.id(), Exempt.By.DISMISSED));
            }
        }
        for (Entry entry : after.inForce(next, here.self())) {
            here.index().exempt().stops(entry.subject(), List.of())
                    .ifPresent(by -> stopped.add(new Stopped(entry.subject(), entry.id(), by)));
        }
        return stopped;
    }

    private static String hash(Subscription subscription, Settings settings, String digest, Exempt exempt,
            Set<String> self) {
        Head good = subscription.good();
        String text = String.join(
                "\n",
                "freehold-plan-1",
                subscription.id(),
                subscription.key(),
                good == null ? "" : good.digest(),
                digest,
                settings.level().text(),
                new TreeMap<>(settings.caps()).toString(),
                String.valueOf(settings.corroborate()),
                String.valueOf(settings.review()),
                String.valueOf(subscription.leaving()),
                sorted(subscription.missing().keySet()),
                sorted(subscription.retracted()),
                sorted(subscription.dismissed()),
                sorted(exempt.guarded()),
                sorted(exempt.allowed()),
                sorted(self));
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sorted(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(","));
    }
}
