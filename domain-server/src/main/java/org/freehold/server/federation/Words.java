// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.util.List;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.banlist.Grade;
import org.freehold.server.desk.Refusal;

/** The words of lists in arguments of operations, each with what is expected instead of another. */
final class Words {
    private Words() {}

    static Action action(String name, String text) throws Refusal {
        return Action.parse(text).orElseThrow(() -> Refusal.badValue(
                "%s: \"%s\" (expected: monitor, warn, quarantine or deny)".formatted(name, text), "Choose one."));
    }

    static Category category(String text) throws Refusal {
        return Category.parse(text).orElseThrow(() -> Refusal.badValue(
                "category: \"%s\" (expected: one of %s)".formatted(text,
                        String.join(", ", List.of(Category.values()).stream().map(Category::text).toList())),
                "Choose the one that fits best."));
    }

    static Grade grade(String name, String text) throws Refusal {
        return Grade.parse(text).orElseThrow(() -> Refusal.badValue(
                "%s: \"%s\" (expected: good, fair, unchecked or poor)".formatted(name, text), "Choose one."));
    }
}
