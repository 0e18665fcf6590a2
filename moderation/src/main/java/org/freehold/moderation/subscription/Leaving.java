// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.time.Instant;
import java.util.Set;
import java.util.ArrayList;
import java.util.List;
import org.freehold.moderation.Action;
import org.freehold.moderation.admission.Finding;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.Entry;
import org.jspecify.annotations.Nullable;

/** Keeps what a list does here as the domain's own, before the list is left. Needs nothing of the publisher. */
public final class Leaving {
    private Leaving() {}

    /** An entry that becomes a local ban, as hard as it is here now. */
    public record Adopted(Entry entry, Action action) {}

    /** All entries of the subscription that have effect here. */
    public static List<Adopted> adopted(
            Subscription subscription, @Nullable BanList good, ListIndex index, Set<String> self, Instant now) {
        Head head = subscription.good();
        List<Adopted> adopted = new ArrayList<>();
        for (Entry entry : subscription.inForce(good, self)) {
            Action action = Action.MONITOR;
            for (Finding finding : index.find(List.of(entry.subject()), now)) {
                boolean own = head != null
                        && finding.entryId().equals(entry.id())
                        && finding.list().equals(head.list())
                        && finding.issuer().equals(head.issuer());
                if (own && finding.effective().compareTo(action) > 0) {
                    action = finding.effective();
                }
            }
            if (action != Action.MONITOR) {
                adopted.add(new Adopted(entry, action));
            }
        }
        return adopted;
    }
}
