// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.admission.History;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.moderation.admission.ThisDomain;
import org.freehold.server.session.Visits;
import org.freehold.server.storage.StoreOptions;
import org.freehold.server.storage.WorldStore;

/** Bans one after the other until it is killed, and prints how many are there after each. */
final class BanScript {
    private BanScript() {}

    /** Argument: the world's file. */
    public static void main(String[] args) throws Exception {
        Thread.ofPlatform().daemon().start(BanScript::endWithTheTest);
        WorldStore store = WorldStore.open(Path.of(args[0]), StoreOptions.DEFAULT, InstantSource.system());
        Records records = records(store);
        for (int n = records.rulebook().bans().bans().size() + 1; true; n++) {
            Ban ban = new Ban(
                    subject(n), Action.DENY, Category.SPAM, "number " + n, records.now(), null, null, "shell");
            records.change(
                    Caller.SHELL,
                    Records.Entry.of("ban/add", ban.subject().text()),
                    rulebook -> rulebook.with(rulebook.bans().with(ban)));
            System.out.println(n);
        }
    }

    static Records records(WorldStore store) throws Exception {
        return Records.open(
                store.moderation(),
                Rulebook.initial(new ThisDomain("D".repeat(43), Set.of()), false),
                Map.of(),
                new NoVisits(),
                InstantSource.system());
    }

    static Subject subject(int number) {
        return new Subject(Subject.Kind.KEY, "%043d".formatted(number));
    }

    private static void endWithTheTest() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to this process.
            }
        } catch (IOException e) {
            // The same as the end.
        }
        Runtime.getRuntime().halt(1);
    }

    private static final class NoVisits implements Visits {
        @Override
        public History historyOf(Identity identity) {
            return History.NONE;
        }

        @Override
        public void came(Identity identity, String name) {}

        @Override
        public void left(Identity identity, String name) {}
    }
}
