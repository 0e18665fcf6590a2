// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a ban list that means somebody. Entries are the same when issuer, list and entry id are.
 *
 * @param list address of the list
 * @param issuer fingerprint of the key that signed the list
 * @param seq number of the list's document that holds the entry
 * @param entryId unique within the list
 * @param subject what the entry names
 * @param recommended what the publisher recommends
 * @param effective what that comes to here, after the subscription's level, the category's cap and corroboration
 * @param categories empty when the publisher used none that we know
 * @param reason of the publisher, at most 280 characters
 * @param expires when the entry ends; null for no end of its own
 * @param appeal where the publisher takes appeals; null when nowhere
 * @param corroborators fingerprints of the other independent origins that say the same
 * @param isRegister true when it is a judgement about a home by a register: then {@link Action#QUARANTINE} means that the home's word does
 *     not count
 */
public record Finding(
        String list,
        String issuer,
        long seq,
        String entryId,
        Subject subject,
        Action recommended,
        Action effective,
        Set<Category> categories,
        String reason,
        @Nullable Instant expires,
        @Nullable String appeal,
        List<String> corroborators,
        boolean isRegister) {

    /** Copies. */
    public Finding {
        categories = Set.copyOf(categories);
        corroborators = List.copyOf(corroborators);
    }
}
