// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.freehold.moderation.Action;
import org.freehold.moderation.admission.Finding;
import org.jspecify.annotations.Nullable;

/** What a change of one list does to those who are inside. */
final class Effects {
    private Effects() {}

    /** Those who would be hit harder than now, if the part of this subscription were this one. */
    static List<Plan.Hit> between(Here here, String subscription, @Nullable ListPart part, Instant now) {
        return all(here, after(here.index(), subscription, part), now).stream()
                .filter(hit -> hit.after().compareTo(hit.before()) > 0)
                .toList();
    }

    /** Those for whom something changes, harder or milder. */
    static List<Plan.Hit> all(Here here, ListIndex after, Instant now) {
        List<Plan.Hit> hits = new ArrayList<>();
        for (Here.Person person : here.people()) {
            Action before = hardest(here.index().find(person.subjects(), now));
            List<Finding> findings = after.find(person.subjects(), now);
            Action then = hardest(findings);
            if (then != before) {
                List<String> entries = findings.stream()
                        .filter(finding -> finding.effective() == then)
                        .map(Finding::entryId)
                        .toList();
                hits.add(new Plan.Hit(person, entries, before, then));
            }
        }
        return hits;
    }

    static ListIndex after(ListIndex index, String subscription, @Nullable ListPart part) {
        return part == null ? index.without(subscription) : index.with(part);
    }

    static Action hardest(List<Finding> findings) {
        Action hardest = Action.MONITOR;
        for (Finding finding : findings) {
            hardest = finding.effective().compareTo(hardest) > 0 ? finding.effective() : hardest;
        }
        return hardest;
    }
}
