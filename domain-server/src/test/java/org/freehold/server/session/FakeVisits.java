// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.moderation.Identity;
import org.freehold.moderation.admission.History;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.admission.ThisDomain;

/** Histories as the test says; remembers who came and left. */
final class FakeVisits implements Visits {
    final Map<String, History> histories = new HashMap<>();
    final List<String> came = new ArrayList<>();
    final List<String> left = new ArrayList<>();

    /** The rulebook of a new domain. */
    static Rulebook rulebook(boolean localMayBuild) {
        return Rulebook.initial(new ThisDomain("D".repeat(43), Set.of()), localMayBuild);
    }

    @Override
    public History historyOf(Identity identity) {
        return histories.getOrDefault(identity.key(), History.NONE);
    }

    @Override
    public void came(Identity identity, String name) {
        came.add(name);
    }

    @Override
    public void left(Identity identity, String name) {
        left.add(name);
    }
}
