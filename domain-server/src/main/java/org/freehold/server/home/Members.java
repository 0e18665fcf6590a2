// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

import java.util.Optional;
import org.freehold.moderation.HostName;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.admission.Roster;

/** The accounts of a home: those on its roster who have a name. Two keys with one name are one account. Any thread. */
final class Members {
    /** On this home's own scale of 0 to 100; there is room between. */
    private static final int MEMBER_LEVEL = 20;

    private static final int MODERATOR_LEVEL = 60;
    private static final int OWNER_LEVEL = 100;

    private Members() {}

    /** Somebody's account. */
    record Account(String name, int level) {}

    /** The account of whoever holds the key with this fingerprint; empty without a role, or a name that can be an account's. */
    static Optional<Account> of(Roster roster, String fingerprint) {
        return Optional.ofNullable(roster.entries().get(new Subject(Subject.Kind.KEY, fingerprint)))
                .flatMap(entry -> Optional.ofNullable(entry.name())
                        .flatMap(Members::accountName)
                        .map(name -> new Account(name, level(entry.standing()))));
    }

    private static Optional<String> accountName(String name) {
        String anyHost = HostName.canonical("home.example").orElseThrow();
        return Subject.of(Subject.Kind.ACCOUNT, name + "@" + anyHost)
                .map(account -> account.value().substring(0, account.value().indexOf('@')));
    }

    private static int level(Standing standing) {
        return switch (standing) {
            case NEWCOMER, KNOWN -> 0;
            case MEMBER -> MEMBER_LEVEL;
            case MODERATOR -> MODERATOR_LEVEL;
            case OWNER -> OWNER_LEVEL;
        };
    }
}
