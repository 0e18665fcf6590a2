// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.List;
import java.util.Set;
import org.freehold.moderation.Subject;

/**
 * This domain, as far as a document is judged by what it would do here.
 *
 * @param index all lists as they are in force
 * @param people those who are inside
 * @param self fingerprints of this domain's own keys, of now and before
 */
public record Here(ListIndex index, List<Person> people, Set<String> self) {
    /** Copies. */
    public Here {
        people = List.copyOf(people);
    }

    /** Somebody who is inside. */
    public record Person(int handle, String name, List<Subject> subjects) {
        /** Copies. */
        public Person {
            subjects = List.copyOf(subjects);
        }
    }
}
