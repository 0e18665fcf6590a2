// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import java.time.Instant;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom another program knows, for a person to decide about.
 *
 * @param line of the text; in JSON the number of the element; from 1
 * @param subject null when only a person can say who that is here
 * @param original how the text names them
 * @param action what the text asks for
 * @param reason at most 280 characters on one line; may be empty
 * @param since when it began there; null when it is not said
 * @param expires null when it is not said
 * @param note what the person should know; empty for nothing
 */
public record Draft(
        int line,
        @Nullable Subject subject,
        String original,
        Action action,
        Category category,
        String reason,
        @Nullable Instant since,
        @Nullable Instant expires,
        String note) {}
