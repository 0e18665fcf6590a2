// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What was done, before it has a place in the chain.
 *
 * @param at when; kept to the millisecond
 * @param by who did it: fingerprint of a key, or {@code shell}
 * @param what name of the operation, such as {@code ban/add}
 * @param subject whom or what it was about; empty when nobody
 * @param details all else that explains it; of numbers only integers within ±(2^53-1), at most 15 levels deep; copied
 */
public record AuditRecord(Instant at, String by, String what, String subject, ObjectNode details) {

    /** Copies the details. */
    public AuditRecord {
        details = details.deepCopy();
    }
}
