// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/** The people and domains of the tests. */
final class People {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final ThisDomain US = new ThisDomain(key("us"), Set.of("us.example"));
    static final String FRIEND_HOME_KEY = key("home-friend");
    static final History REGULAR = new History(NOW.minus(Duration.ofDays(30)), NOW.minus(Duration.ofDays(1)), 12);

    private People() {}

    /** A fingerprint that can be told by eye. */
    static String key(String name) {
        return name.replace('.', '-') + "_".repeat(43 - name.length());
    }

    static Subject subject(String text) {
        return Subject.parse(text).orElseThrow(() -> new AssertionError(text));
    }

    static Subject keyOf(String name) {
        return new Subject(Subject.Kind.KEY, key(name));
    }

    static Identity fresh(String name) {
        return Identity.ofKey(key(name));
    }

    static Identity withPortableKey(String name) {
        return new Identity(key(name), key(name + "-portable"), null, false, null);
    }

    static Identity local(String name) {
        return new Identity(key(name), null, null, true, null);
    }

    static Identity withSoftware(String name, String software) {
        return new Identity(key(name), null, null, false, software);
    }

    /** Somebody for whom a home vouches with a key of its own. */
    static Identity of(String account, String host) {
        return of(account, host, host.equals("us.example") ? US.key() : key("home-" + host));
    }

    static Identity of(String account, String host, String homeKey) {
        return new Identity(key(account), null, new Identity.Home(host, homeKey, account, 0), false, null);
    }

    static Rulebook open() {
        return Rulebook.initial(US, false);
    }

    /** Open, with {@code mel} as member, {@code mo} as moderator and {@code ola} as owner. */
    static Rulebook withRoles() throws Fault {
        return open().with(Roster.EMPTY
                .with(role(keyOf("mel"), Standing.MEMBER))
                .with(role(keyOf("mo"), Standing.MODERATOR))
                .with(role(keyOf("ola"), Standing.OWNER)));
    }

    static Roster.Entry role(Subject subject, Standing standing) {
        return new Roster.Entry(subject, standing, null, NOW, "shell");
    }

    static Ban ban(Subject subject, Action action, @Nullable Instant until, @Nullable String place) {
        return new Ban(subject, action, Category.FLOODING, "flooded the plaza", NOW.minusSeconds(60), until, place,
                "ola");
    }

    static Ban ban(Subject subject) {
        return ban(subject, Action.DENY, null, null);
    }

    static Overrides.Ruling ruling(Subject subject, Overrides.Verdict verdict) {
        return new Overrides.Ruling(subject, verdict, null, NOW, "ola");
    }

    static Overrides allowing(Subject subject) throws Fault {
        return Overrides.NONE.with(ruling(subject, Overrides.Verdict.ALLOW));
    }

    static Finding finding(String list, String entry, Subject subject, Action recommended, Action effective) {
        return finding(list, entry, subject, recommended, effective, NOW.plus(Duration.ofDays(90)));
    }

    static Finding finding(
            String list, String entry, Subject subject, Action recommended, Action effective, Instant expires) {
        return new Finding(
                "https://" + list + "/lists/main",
                key(list),
                17,
                entry,
                subject,
                recommended,
                effective,
                Set.of(Category.HARASSMENT),
                "said what is not to be said",
                expires,
                "https://" + list + "/appeals",
                List.of(),
                false);
    }

    /** A register's judgement about a home. */
    static Finding judgement(Subject home, Action answer) {
        return new Finding(
                "https://register.example/lists/homes", key("register"), 3, "e-1-1", home, answer, answer, Set.of(),
                "No answer to appeals.", NOW.plus(Duration.ofDays(90)), "https://register.example/appeals", List.of(),
                true);
    }

    static Finding denial(Subject subject) {
        return finding("lists.example", "e-1", subject, Action.DENY, Action.DENY);
    }

    /** Lists with these entries, as long as each is in force. */
    static Lists lists(Finding... findings) {
        return (subjects, now) -> Arrays.stream(findings)
                .filter(finding -> subjects.contains(finding.subject()))
                .filter(finding -> finding.expires() == null || now.isBefore(finding.expires()))
                .toList();
    }

    static Decision decide(Rulebook rulebook, Identity identity) {
        return Admission.decide(rulebook, identity, History.NONE, NOW);
    }

    static @Nullable String refusal(Decision decision) {
        return decision.refusal() == null ? null : decision.refusal().code();
    }

    static @Nullable String refusal(Rulebook rulebook, Identity identity) {
        return refusal(decide(rulebook, identity));
    }

    /** All permissions, in their order, such as {@code enter chat}. */
    static String permissions(Decision decision) {
        return new TreeSet<>(decision.permissions())
                .stream().map(Permission::text).collect(Collectors.joining(" "));
    }

    /** What the steps of a stage say and come to, one a line. */
    static List<String> steps(Decision decision, String stage) {
        return decision.steps().stream()
                .filter(step -> step.stage().equals(stage))
                .map(step -> step.what() + " -> " + step.effect())
                .toList();
    }
}
