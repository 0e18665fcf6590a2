// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.session.HomeVouches;
import org.freehold.server.storage.StorageException;

/**
 * Believes what a home says, or not: it must be signed by the home's own key, for the key of this visitor, for this domain, for now, and
 * not have been used. Any thread; blocks. What needs no network is checked first.
 */
public final class VouchCheck implements HomeVouches {
    private static final String ASK_AGAIN = "Ask your home again, or come without it.";
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final int MAX_USED = 50_000;

    private final Supplier<String> domainKey;
    private final PinnedHomes homes;
    private final InstantSource clock;
    private final UsedNonces used = new UsedNonces(MAX_USED);

    /** For a domain; {@code domainKey}: its public key of now, as on the wire. */
    public VouchCheck(Supplier<String> domainKey, PinnedHomes homes, InstantSource clock) {
        this.domainKey = domainKey;
        this.homes = homes;
        this.clock = clock;
    }

    @Override
    public Answer check(String text, String visitor) {
        return switch (Vouch.read(text)) {
            case Vouch.NoVouch none -> unfit("vouch: " + none.why());
            case Vouch.Signed(Vouch vouch) -> check(vouch, visitor);
        };
    }

    private Answer check(Vouch vouch, String visitor) {
        Instant now = clock.instant();
        String us = domainKey.get();
        if (!vouch.destination().equals(us)) {
            return unfit("vouch: for the domain %s (expected: for this one, %s)"
                    .formatted(shortForm(vouch.destination()), shortForm(us)));
        }
        if (!Thumbprint.of(vouch.visitor()).equals(visitor)) {
            return unfit("vouch: for the visitor %s (expected: for this one, %s)"
                    .formatted(shortForm(vouch.visitor()), Thumbprint.shortForm(visitor)));
        }
        if (vouch.expires().isAfter(vouch.issued().plus(Vouch.LIFE)) || !vouch.expires().isAfter(vouch.issued())) {
            return unfit("vouch: good from %s to %s (expected: at most %d minutes)"
                    .formatted(vouch.issued(), vouch.expires(), Vouch.LIFE.toMinutes()));
        }
        if (vouch.issued().isAfter(now.plus(CLOCK_TOLERANCE)) || !vouch.expires().isAfter(now)) {
            return unfit("vouch: good from %s to %s, and it is %s here (expected: now)"
                    .formatted(vouch.issued(), vouch.expires(), now));
        }
        return switch (homes.check(vouch.home(), vouch.homeKey())) {
            case PinnedHomes.Wrong(String why) -> unfit("vouch: " + why);
            case PinnedHomes.Right(Set<String> former) -> use(vouch, former, now);
        };
    }

    private Answer use(Vouch vouch, Set<String> former, Instant now) {
        if (!used.use(vouch.homeKey() + " " + vouch.nonce(), vouch.expires(), now)) {
            return unfit("vouch: used before (expected: one for each visit)");
        }
        try {
            homes.pin(vouch.home(), vouch.homeKey());
        } catch (StorageException e) {
            // Not remembered, the home is asked again next time: nothing that the visitor could do about.
            return vouched(vouch, former);
        }
        return vouched(vouch, former);
    }

    private static Answer vouched(Vouch vouch, Set<String> former) {
        return new Vouched(new Identity.Home(
                vouch.home(), Thumbprint.of(vouch.homeKey()), former, vouch.account(), vouch.level()));
    }

    private static String shortForm(String key) {
        return Thumbprint.shortForm(Thumbprint.of(key));
    }

    private static Unfit unfit(String why) {
        return new Unfit(why, ASK_AGAIN);
    }
}
