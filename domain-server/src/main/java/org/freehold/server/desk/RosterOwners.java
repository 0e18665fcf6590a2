// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.admission.Roster;
import org.freehold.server.identity.OwnerRegistry;

/** The owners of a domain, as its roster has them. */
public final class RosterOwners implements OwnerRegistry {
    private final Records records;

    public RosterOwners(Records records) {
        this.records = records;
    }

    @Override
    public boolean hasOwner() {
        return !records.rulebook().roster().with(Standing.OWNER).isEmpty();
    }

    @Override
    public void add(String key) {
        Subject subject = new Subject(Subject.Kind.KEY, Thumbprint.of(key));
        try {
            records.change(
                    Caller.of(subject.value(), false),
                    Records.Entry.of("owner/claim", subject.text()),
                    rulebook -> rulebook.with(rulebook.roster()
                            .with(new Roster.Entry(subject, Standing.OWNER, null, records.now(), "owner link"))));
        } catch (Refusal refusal) {
            throw new IllegalStateException(refusal.getMessage() + " " + refusal.whatToDo());
        }
    }
}
