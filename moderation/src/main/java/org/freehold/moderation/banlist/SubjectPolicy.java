// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.util.Optional;
import java.util.regex.Pattern;
import org.freehold.moderation.Subject;

/** Whom a published list may mean: somebody, never everybody, and never by an address. */
public final class SubjectPolicy {
    private static final Pattern ADDRESS = Pattern.compile(".*\\.[0-9]+|[0-9]+");
    // Under a country, names such as co.uk belong to everybody. The public suffix list is longer; as no subject ever means the hosts below
    // a name, what it has more is one host that is not there.
    private static final Pattern SHARED_NAME = Pattern.compile(
            "(?:ac|co|com|ed|edu|go|gob|gouv|gov|gv|id|info|ltd|me|mil|ne|net|nom|or|org|plc|sch)\\.[a-z]{2}");

    private SubjectPolicy() {}

    /**
     * The subject that these two members write, or the fault.
     *
     * @param where for the fault, such as {@code entry e-12}
     */
    static Subject subject(Subject.Kind kind, String value, String where) throws Unreadable {
        if (value.isBlank()) {
            throw new Unreadable(Fault.of("broad-subject", where, "\"" + value + "\"", "one " + kind.text()));
        }
        Subject subject = Subject.of(kind, value)
                .orElseThrow(() -> new Unreadable(Fault.of(
                        "broad-subject", where, kind.text() + ":" + value,
                        "exactly one " + kind.text() + ", no pattern")));
        if (!subject.value().equals(value)) {
            throw new Unreadable(Fault.of("not-canonical", where, kind.text() + ":" + value, subject.text()));
        }
        Optional<Fault> fault = check(subject, where);
        if (fault.isPresent()) {
            throw new Unreadable(fault.get());
        }
        return subject;
    }

    /** Why this subject may not stand in a published list; empty when it may. */
    public static Optional<Fault> check(Subject subject, String where) {
        return switch (subject.kind()) {
            case KEY, ASSET, SIGNER -> Optional.empty();
            case ACCOUNT -> host(subject, subject.value().substring(subject.value().lastIndexOf('@') + 1), where);
            case HOME -> host(subject, subject.value(), where);
        };
    }

    private static Optional<Fault> host(Subject subject, String hostAndPort, String where) {
        int colon = hostAndPort.indexOf(':');
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        if (host.equals("localhost") || ADDRESS.matcher(host).matches()) {
            return Optional
                    .of(Fault.of("address", where, subject, "the name of a domain; addresses never stand in lists"));
        }
        return SHARED_NAME.matcher(host).matches()
                ? Optional.of(Fault.of("broad-subject", where, subject, "one domain, not a name that many share"))
                : Optional.empty();
    }
}
