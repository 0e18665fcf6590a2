// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.util.List;
import org.freehold.moderation.Subject;

/**
 * This domain, as far as a document is judged by what it would do here.
 *
 * @param index all lists as they are in force
 * @param people those who are inside
 * @param self fingerprint of this domain's own key
 */
public record Here(ListIndex index, List<Person> people, String self) {
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
