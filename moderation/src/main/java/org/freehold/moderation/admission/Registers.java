// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.freehold.moderation.Action;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Subject;

/** What registers that this domain asks say about the home of somebody, as far as it counts here. Any thread. */
final class Registers {
    private Registers() {}

    /** The hardest judgement that nothing here stops; empty for none that asks for more than a note. */
    static Optional<Finding> hardest(Rulebook rulebook, List<Subject> subjects, List<Finding> findings) {
        Exemption exemption = Exemption.of(rulebook.overrides(), subjects);
        return findings.stream()
                .filter(finding -> finding.isRegister()
                        && finding.effective() != Action.MONITOR
                        && !rulebook.overrides().ignores(finding)
                        && !rulebook.us().is(finding.subject())
                        && !exemption.stopsOthers(finding.subject()))
                .max(Comparator.comparing(Finding::effective));
    }

    /** What somebody has proved, without a home whose word does not count. */
    static Identity counted(Identity identity, Optional<Finding> judgement) {
        return judgement.isPresent() && judgement.get().effective() == Action.QUARANTINE
                ? new Identity(
                        identity.key(), identity.portableKey(), null, identity.fromThisMachine(), identity.software())
                : identity;
    }
}
