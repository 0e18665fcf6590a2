// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.admission.Fault;
import org.freehold.moderation.admission.Roster;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.server.identity.OwnerRegistry;

/** Owners in memory, in the rulebook of a policy; the test says when storing fails. */
final class FakeOwners implements OwnerRegistry {
    final Set<String> keys = new HashSet<>();
    private final AccessPolicy policy;
    boolean broken;

    FakeOwners(AccessPolicy policy) {
        this.policy = policy;
    }

    @Override
    public boolean hasOwner() {
        return !keys.isEmpty();
    }

    @Override
    public void add(String key) {
        if (broken) {
            throw new IllegalStateException("the disk is full, on purpose");
        }
        keys.add(key);
        Rulebook rulebook = policy.rulebook();
        Subject subject = new Subject(Subject.Kind.KEY, Thumbprint.of(key));
        try {
            policy.replace(rulebook.with(rulebook.roster()
                    .with(new Roster.Entry(subject, Standing.OWNER, null, Instant.EPOCH, "test"))));
        } catch (Fault fault) {
            throw new AssertionError(fault);
        }
    }
}
