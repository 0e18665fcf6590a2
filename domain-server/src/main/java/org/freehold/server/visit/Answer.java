// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import org.jspecify.annotations.Nullable;

/** What became of an edit, a chat line or a name. */
public sealed interface Answer {

    /**
     * Done; an edit is on the domain's disk.
     *
     * @param id of the entity as the domain writes it; null where there is none
     */
    record Accepted(@Nullable String id) implements Answer {}

    /** Not done; {@code code} as in docs/protocol.md section 9. */
    record Refused(String code, String message, String whatToDo) implements Answer {}

    /** The session ended before an answer came: it may or may not have been done. */
    record Unknown() implements Answer {}
}
