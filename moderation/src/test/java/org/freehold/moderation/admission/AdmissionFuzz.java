// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.admission.People.NOW;
import static org.freehold.moderation.admission.People.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every rulebook and every visitor. Each seed is a thousand of them, the same each time. */
class AdmissionFuzz {
    private static final int CASES = 1000;
    private static final int MINUTES = 5;
    private static final List<String> NAMES = List.of("ann", "bob", "cat", "dan");
    private static final List<String> HOSTS = List.of("a.example", "b.example", "us.example");

    private final List<Identity> people = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noPermissionIsThereThatNoRuleGave(long seed) throws Fault {
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            Rulebook rulebook = rulebook(random);
            Identity identity = identity(random);
            Decision decision = People.decide(rulebook, identity);
            Set<Permission> given = EnumSet.noneOf(Permission.class);
            for (Rule rule : rulebook.rules().all()) {
                if (rule.who().means(identity, identity.subjects(), decision.standing())) {
                    given.addAll(rule.allow());
                }
            }
            assertTrue(
                    decision.standing() == Standing.OWNER || given.containsAll(decision.permissions()),
                    () -> identity + " with " + rulebook + ": " + decision);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoIsRefusedMayNothingAndWhoIsNotMayEnter(long seed) throws Fault {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            Decision decision = People.decide(rulebook(random), identity(random));
            assertEquals(decision.refusal() == null, decision.permissions().contains(Permission.ENTER));
            if (decision.refusal() != null) {
                refused++;
                assertEquals(Set.of(), decision.permissions());
            }
        }
        assertTrue(refused > CASES / 10 && refused < CASES * 9 / 10, refused + " of " + CASES + " refused");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anOverrideForAPersonAlwaysWinsOverListsAndHomes(long seed) throws Fault {
        Random random = new Random(seed);
        int changed = 0;
        for (int i = 0; i < CASES; i++) {
            Identity identity = identity(random);
            Rulebook rulebook = rulebook(random);
            Rulebook allowing = rulebook.with(
                    rulebook.overrides().with(People.ruling(person(random, identity), Overrides.Verdict.ALLOW)));
            Rulebook alone = allowing.with(Lists.NONE).with(Gate.OPEN);

            Decision allowed = People.decide(allowing, identity);
            Decision without = People.decide(alone, identity);

            assertEquals(without.permissions(), allowed.permissions(), () -> identity + " with " + allowing);
            assertEquals(without.action(), allowed.action());
            assertEquals(without.refusal(), allowed.refusal());
            changed += allowed.permissions().equals(People.decide(rulebook, identity).permissions()) ? 0 : 1;
        }
        assertTrue(changed > CASES / 50, changed + " of " + CASES + " decided otherwise by the override");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anOverrideThatDeniesAPersonKeepsOutWhoeverIsNotProtected(long seed) throws Fault {
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            Identity identity = identity(random);
            Rulebook rulebook = rulebook(random);
            Rulebook denying = rulebook.with(
                    rulebook.overrides().with(People.ruling(person(random, identity), Overrides.Verdict.DENY)));
            Decision decision = People.decide(denying, identity);
            if (!decision.standing().isAtLeast(Standing.MODERATOR)) {
                assertNotNull(decision.refusal(), () -> identity + " with " + denying);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void listsNeverChangeAnythingForOwnersAndModeratorsAndNeverGiveAnything(long seed) throws Fault {
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            Identity identity = identity(random);
            Rulebook rulebook = rulebook(random);
            Decision with = People.decide(rulebook, identity);
            Decision without = People.decide(rulebook.with(Lists.NONE), identity);
            assertTrue(without.permissions().containsAll(with.permissions()));
            if (with.standing().isAtLeast(Standing.MODERATOR)) {
                assertEquals(without.permissions(), with.permissions());
                assertEquals(without.action(), with.action());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyRulebookIsStoredAndReadAgainAsItWas(long seed) throws Fault {
        Random random = new Random(seed);
        Rulebook before = rulebook(random);
        for (int i = 0; i < CASES / 10; i++) {
            Rulebook next = rulebook(random).with(Lists.NONE);
            assertEquals(next, RulebookDocuments.read(People.open(), RulebookDocuments.write(next)));
            assertNotEquals(before, next);
            before = next;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingChangesByTimeAloneBeforeADecisionSaysSo(long seed) throws Fault {
        Random random = new Random(seed);
        int changed = 0;
        int held = 0;
        for (int i = 0; i < CASES; i++) {
            Rulebook rulebook = rulebook(random);
            Identity identity = identity(random);
            History history = new History(time(random).minus(Duration.ofDays(1)), NOW, random.nextInt(4));
            List<?> before = outcome(rulebook, identity, history, NOW);
            Decision decision = Admission.decide(rulebook, identity, history, NOW);
            for (int minute = 1; minute <= MINUTES + 1; minute++) {
                Instant time = NOW.plusSeconds(60L * minute);
                for (Instant now : List.of(time.minusNanos(1), time)) {
                    boolean same = before.equals(outcome(rulebook, identity, history, now));
                    assertTrue(same || !decision.holds(now), () -> identity + " at " + now + " with " + rulebook);
                    changed += same ? 0 : 1;
                    held += decision.holds(now) ? 1 : 0;
                }
            }
        }
        assertTrue(changed > CASES && held > CASES, changed + " changed, " + held + " held");
    }

    /** All that comes of a decision. */
    private static List<?> outcome(Rulebook rulebook, Identity identity, History history, Instant now) {
        Decision made = Admission.decide(rulebook, identity, history, now);
        return List.of(
                new Decision(
                        made.standing(), made.permissions(), made.action(), made.muted(), made.warnings(),
                        made.refusal(), made.steps(), NOW, null),
                Admission.closedPlaces(rulebook, identity, now));
    }

    /** One of the minutes to come. */
    private static Instant time(Random random) {
        return NOW.plusSeconds(60L * (1 + random.nextInt(MINUTES)));
    }

    private Identity identity(Random random) {
        String name = any(random, NAMES);
        String host = any(random, HOSTS);
        // Sometimes vouched for by a key that is not the host's.
        String homeKey =
                host.equals("us.example") && random.nextBoolean() ? People.US.key() : key("home-" + any(random, HOSTS));
        Identity identity = new Identity(
                key(name),
                random.nextBoolean() ? key(any(random, NAMES) + "-portable") : null,
                random.nextBoolean() ? new Identity.Home(host, homeKey, any(random, NAMES), random.nextInt(100)) : null,
                random.nextBoolean(),
                random.nextBoolean() ? "BadViewer 1." + random.nextInt(9) : null);
        // An impersonator is refused for another reason, whatever else is said.
        boolean impersonates = identity.home() != null && People.US.isImpersonatedBy(identity.home());
        return impersonates ? Identity.ofKey(key(name)) : identity;
    }

    private Rulebook rulebook(Random random) throws Fault {
        people.clear();
        for (int i = 0; i < 4; i++) {
            people.add(identity(random));
        }
        Rules rules = random.nextBoolean() ? Rules.of(any(random, List.of(Preset.values()))) : Rules.of(List.of());
        for (int i = random.nextInt(4); i > 0; i--) {
            Set<Permission> allow = EnumSet.noneOf(Permission.class);
            for (int j = random.nextInt(6); j > 0; j--) {
                allow.add(any(random, List.of(Permission.values())));
            }
            rules = rules.plus(new Rule(who(random), allow));
        }
        Rulebook rulebook = Rulebook.initial(People.US, random.nextBoolean()).with(rules);
        for (int i = random.nextInt(3); i > 0; i--) {
            Standing standing = any(random, List.of(Standing.MEMBER, Standing.MODERATOR, Standing.OWNER));
            Subject subject = person(random, any(random, people));
            Roster.Entry before = rulebook.roster().entries().get(subject);
            if (before == null) {
                rulebook = rulebook.with(rulebook.roster().with(People.role(subject, standing)));
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            Action action = any(random, List.of(Action.values()));
            rulebook = rulebook.with(rulebook.bans()
                    .with(People.ban(subject(random), action, random.nextBoolean() ? null : time(random),
                            random.nextInt(4) == 0 ? "Stage" : null)));
        }
        if (random.nextInt(4) == 0) {
            rulebook = rulebook.with(rulebook.bans().with(new Mute(
                    subject(random), "shouted", NOW, random.nextBoolean() ? null : time(random), "mo")));
        }
        for (int i = random.nextInt(2); i > 0; i--) {
            Overrides.Verdict verdict = any(random, List.of(Overrides.Verdict.values()));
            rulebook = rulebook.with(rulebook.overrides().with(People.ruling(subject(random), verdict)));
        }
        if (random.nextInt(3) == 0) {
            DomainRef home = DomainRef.parse(any(random, HOSTS));
            rulebook = rulebook.with(
                    new Gate(random.nextBoolean() ? DomainFilter.allExcept(home) : DomainFilter.noneExcept(home)));
        }
        if (random.nextInt(3) == 0) {
            rulebook = rulebook.with(rulebook.settings().with(new Newcomers(random.nextBoolean(), 5, 60, 10, 24, 2)));
        }
        Finding[] findings = new Finding[random.nextInt(4)];
        for (int i = 0; i < findings.length; i++) {
            Action recommended = any(random, List.of(Action.values()));
            findings[i] = People.finding(
                    any(random, HOSTS),
                    "e-" + i,
                    subject(random),
                    recommended,
                    recommended.atMost(any(random, List.of(Action.values()))),
                    time(random));
        }
        return rulebook.with(People.lists(findings));
    }

    private Who who(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Who.Everybody();
            case 1 -> new Who.Anonymous();
            case 2 -> new Who.AtLeast(any(random, List.of(Standing.KNOWN, Standing.MEMBER, Standing.MODERATOR)));
            case 3 -> new Who.ThisMachine();
            default -> new Who.Holder(subject(random));
        };
    }

    private Subject subject(Random random) {
        return any(random, any(random, people).subjects());
    }

    /** A key or account of somebody. */
    private static Subject person(Random random, Identity identity) {
        return any(
                random,
                identity.subjects().stream()
                        .filter(subject -> subject.kind() != Subject.Kind.HOME)
                        .toList());
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
