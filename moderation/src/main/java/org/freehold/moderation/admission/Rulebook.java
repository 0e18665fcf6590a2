// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;

/**
 * Everything that decides, as one immutable value. A server keeps one, hands it to each decision, and puts a new one in its place when
 * anything changes; so a decision never sees half a change.
 */
public record Rulebook(
        ThisDomain us,
        Rules rules,
        Roster roster,
        Bans bans,
        Overrides overrides,
        Gate gate,
        Outgoing outgoing,
        Settings settings,
        Lists lists) {

    /**
     * What holds as long as an owner has set nothing.
     *
     * @param localMayBuild whether whoever is on the server's own machine may build
     */
    public static Rulebook initial(ThisDomain us, boolean localMayBuild) {
        return new Rulebook(
                us,
                Rules.initial(localMayBuild),
                Roster.EMPTY,
                Bans.NONE,
                Overrides.NONE,
                Gate.OPEN,
                Outgoing.OPEN,
                Settings.INITIAL,
                Lists.NONE);
    }

    public Rulebook with(ThisDomain other) {
        return new Rulebook(other, rules, roster, bans, overrides, gate, outgoing, settings, lists);
    }

    public Rulebook with(Rules other) {
        return new Rulebook(us, other, roster, bans, overrides, gate, outgoing, settings, lists);
    }

    public Rulebook with(Roster other) {
        return new Rulebook(us, rules, other, bans, overrides, gate, outgoing, settings, lists);
    }

    public Rulebook with(Bans other) {
        return new Rulebook(us, rules, roster, other, overrides, gate, outgoing, settings, lists);
    }

    public Rulebook with(Overrides other) {
        return new Rulebook(us, rules, roster, bans, other, gate, outgoing, settings, lists);
    }

    public Rulebook with(Gate other) {
        return new Rulebook(us, rules, roster, bans, overrides, other, outgoing, settings, lists);
    }

    public Rulebook with(Outgoing other) {
        return new Rulebook(us, rules, roster, bans, overrides, gate, other, settings, lists);
    }

    public Rulebook with(Settings other) {
        return new Rulebook(us, rules, roster, bans, overrides, gate, outgoing, other, lists);
    }

    public Rulebook with(Lists other) {
        return new Rulebook(us, rules, roster, bans, overrides, gate, outgoing, settings, other);
    }

    /** True for what neither a list nor a ban can hit: this domain, its owners and its moderators. */
    public boolean isProtected(Subject subject) {
        Roster.Entry entry = roster.entries().get(subject);
        return us.is(subject) || (entry != null && entry.standing().isAtLeast(Standing.MODERATOR));
    }

    /**
     * Checks that something may be done about somebody.
     *
     * @throws Fault when the subject is protected
     */
    public void checkNotProtected(Subject subject) throws Fault {
        if (isProtected(subject)) {
            throw new Fault(
                    Fault.Code.PROTECTED,
                    subject + " is this domain, an owner or a moderator (expected: somebody else; take the role away first)");
        }
    }
}
