// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.ArrayList;
import java.util.List;
import org.freehold.moderation.Action;
import org.freehold.moderation.Moment;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Finding;
import org.freehold.moderation.admission.Lists;
import org.freehold.moderation.banlist.BanList;

/**
 * What all lists together say about somebody, on the hot path of decisions: immutable, any thread. An update makes a new index that shares
 * all other parts with the old one; making the new part is the only work, and belongs on a virtual thread.
 */
public final class ListIndex implements Lists {
    /** Without lists. */
    public static final ListIndex EMPTY = new ListIndex(List.of(), Exempt.NOBODY);

    private final List<ListPart> parts;
    private final Exempt exempt;

    private ListIndex(List<ListPart> parts, Exempt exempt) {
        this.parts = List.copyOf(parts);
        this.exempt = exempt;
    }

    /** With this part instead of the one of the same subscription. */
    public ListIndex with(ListPart part) {
        List<ListPart> changed = others(part.id());
        changed.add(part);
        return new ListIndex(changed, exempt);
    }

    /** Without the part of this subscription. */
    public ListIndex without(String subscription) {
        return new ListIndex(others(subscription), exempt);
    }

    /** With other exemptions. */
    public ListIndex with(Exempt changed) {
        return new ListIndex(parts, changed);
    }

    public Exempt exempt() {
        return exempt;
    }

    /** Entries of all lists. */
    public int entries() {
        return parts.stream().mapToInt(part -> part.table().size()).sum();
    }

    /** Bytes of memory, nearly. */
    public long bytes() {
        return parts.stream().mapToLong(part -> part.table().bytes()).sum();
    }

    /** All that lists say about somebody; what is stopped by an exemption is there with the effect {@link Action#MONITOR}. */
    @Override
    public List<Finding> find(List<Subject> subjects, Moment now) {
        List<Finding> findings = new ArrayList<>();
        for (Subject subject : subjects) {
            find(subject, subjects, now, findings);
        }
        return findings;
    }

    private void find(Subject subject, List<Subject> person, Moment now, List<Finding> findings) {
        long hash = EntryTable.hash(subject);
        List<Match> matches = new ArrayList<>(0);
        for (ListPart part : parts) {
            if (!part.subscription().isGone(now)) {
                part.table().find(subject, hash, row -> {
                    if (now.isBefore(row.expires())) {
                        matches.add(new Match(part, row));
                    }
                });
            }
        }
        if (matches.isEmpty()) {
            return;
        }
        Corroboration corroboration = new Corroboration();
        matches.forEach(match -> corroboration.add(match.part(), match.row(), now));
        boolean stopped = exempt.stops(subject, person).isPresent();
        for (Match match : matches) {
            findings.add(finding(match, corroboration, stopped, now));
        }
    }

    private static Finding finding(Match match, Corroboration corroboration, boolean stopped, Moment now) {
        EntryTable.Row row = match.row();
        Head head = match.part().head();
        int needed = match.part().subscription().settings().corroborate();
        Action effective = match.part().capped(row, now);
        if (needed > 1) {
            effective = effective.atMost(corroboration.agreed(needed));
        }
        return new Finding(
                head.list(),
                head.issuer(),
                head.seq(),
                row.id(),
                row.subject(),
                row.action(),
                stopped ? Action.MONITOR : effective,
                row.categories(),
                row.reason(),
                row.expires(),
                head.appeals(),
                corroboration.besides(row.origin()),
                head.kind() == BanList.Kind.REGISTER);
    }

    private List<ListPart> others(String subscription) {
        List<ListPart> others = new ArrayList<>(parts);
        others.removeIf(part -> part.id().equals(subscription));
        return others;
    }

    private record Match(ListPart part, EntryTable.Row row) {}
}
