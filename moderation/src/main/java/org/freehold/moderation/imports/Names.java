// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import java.util.Optional;
import java.util.regex.Pattern;
import org.freehold.moderation.Subject;
import org.freehold.moderation.banlist.SubjectPolicy;

/** Names of other programs as subjects; never more than one person or one domain, and never an address. */
final class Names {
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9.]+(?:/[0-9]+)?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(?:/[0-9]+)?");

    private Names() {}

    static Optional<Subject> home(String host) {
        return isAddress(host) ? Optional.empty() : narrow(Subject.of(Subject.Kind.HOME, host));
    }

    static Optional<Subject> account(String name, String host) {
        return isAddress(host) ? Optional.empty() : narrow(Subject.of(Subject.Kind.ACCOUNT, name + "@" + host));
    }

    /** As we write subjects ourselves. */
    static Optional<Subject> subject(String text) {
        return narrow(Subject.parse(text));
    }

    static boolean isAddress(String text) {
        return ADDRESS.matcher(text.strip()).matches();
    }

    private static Optional<Subject> narrow(Optional<Subject> subject) {
        return subject.filter(each -> SubjectPolicy.check(each, "import").isEmpty());
    }
}
