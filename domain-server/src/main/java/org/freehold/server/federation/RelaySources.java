// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.subscription.Head;
import org.freehold.moderation.subscription.Subscription;

/**
 * What lists of this domain may pass on of the lists that it follows: exactly what of them is in force here, so nothing that waits or is
 * ignored. Blocks; virtual threads.
 */
final class RelaySources {
    private final SubscriptionKeeper keeper;

    RelaySources(SubscriptionKeeper keeper) {
        this.keeper = keeper;
    }

    /** True while the list is followed, and not being left. */
    boolean isThere(String subscription) {
        Subscription found = keeper.all().get(subscription);
        return found != null ? found.leaving() == null : keeper.setAside().containsKey(subscription);
    }

    /** Names what would be passed on now: another text for everything that is different. */
    String state(String subscription) {
        Subscription found = keeper.all().get(subscription);
        Head good = found == null ? null : found.good();
        if (found == null || good == null) {
            return "";
        }
        String text = Stream.of(
                Stream.of(good.digest()),
                found.retracted().stream().sorted(),
                found.missing().keySet().stream().sorted(),
                found.dismissed().stream().map(Subscription.Dismissal::toString).sorted())
                .flatMap(each -> Stream.concat(each, Stream.of("")))
                .collect(Collectors.joining("\n"));
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What would be passed on now; empty when it cannot be read, or nothing was applied yet. */
    Optional<BanListPublisher.Relay> source(OwnList.Relay relay) {
        Subscription found = keeper.all().get(relay.subscription());
        Head good = found == null ? null : found.good();
        BanList document = keeper.document(good);
        return found == null || good == null || document == null
                ? Optional.empty()
                : Optional.of(new BanListPublisher.Relay(
                        document, good.digest(), found.inForce(document, keeper.self()), relay.cap()));
    }
}
