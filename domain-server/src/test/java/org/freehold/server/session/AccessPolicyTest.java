// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.admission.Bans;
import org.freehold.moderation.admission.History;
import org.freehold.moderation.admission.Overrides;
import org.freehold.moderation.admission.Preset;
import org.freehold.moderation.admission.Roster;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.admission.Rules;
import org.freehold.moderation.admission.ThisDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A decision that runs while the rules change is by those of before or of after (B-48). */
@Timeout(60)
final class AccessPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String KEY = "k".repeat(43);
    private static final Subject ANN = new Subject(Subject.Kind.KEY, KEY);
    private static final int CHANGES = 20_000;

    @Test
    void aDecisionNeverSeesHalfAChange() throws Exception {
        Rulebook empty = Rulebook.initial(new ThisDomain("u".repeat(43), Set.of()), false);
        // Each lets Ann in for a reason that the other does not have, and would keep her out with half of the other.
        Rulebook asMember = empty.with(Rules.of(Preset.MEMBERS))
                .with(Roster.EMPTY.with(new Roster.Entry(ANN, Standing.MEMBER, null, NOW, "ola")));
        Rulebook asAnybody = empty.with(Rules.of(Preset.LOOK_ONLY))
                .with(Bans.NONE.with(new Ban(
                        new Subject(Subject.Kind.HOME, "bad.example"), Action.DENY, Category.SPAM, "spam", NOW, null,
                        null, "ola")))
                .with(Overrides.NONE.with(
                        new Overrides.Ruling(ANN, Overrides.Verdict.ALLOW, null, NOW, "ola")));
        Identity ann = new Identity(
                KEY, null, new Identity.Home("bad.example", "h".repeat(43), "ann", 0), false, null);
        AccessPolicy policy = new AccessPolicy(asMember, new FakeVisits(), () -> NOW);
        Map<Standing, Set<Permission>> expected = Map.of(
                Standing.MEMBER, policy.decide(ann, History.NONE).permissions(), Standing.KNOWN,
                Set.of(Permission.ENTER));
        AtomicBoolean changing = new AtomicBoolean(true);
        List<CompletableFuture<Integer>> deciding = List.of(
                CompletableFuture.supplyAsync(() -> decideAll(policy, ann, expected, changing)),
                CompletableFuture.supplyAsync(() -> decideAll(policy, ann, expected, changing)));
        for (int i = 0; i < CHANGES; i++) {
            policy.replace(i % 2 == 0 ? asAnybody : asMember);
            Thread.onSpinWait();
        }
        changing.set(false);
        for (CompletableFuture<Integer> each : deciding) {
            assertTrue(each.get() > 0);
        }
    }

    private static int decideAll(
            AccessPolicy policy, Identity ann, Map<Standing, Set<Permission>> expected, AtomicBoolean changing) {
        int decided = 0;
        do {
            Decision decision = policy.decide(ann, History.NONE);
            assertEquals(expected.get(decision.standing()), decision.permissions(), () -> decision.steps().toString());
            decided++;
        } while (changing.get());
        return decided;
    }
}
