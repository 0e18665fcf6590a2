// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.util.List;
import java.util.function.Supplier;
import org.freehold.moderation.Category;
import org.freehold.moderation.banlist.BanList;

/**
 * What a list says of itself when its publisher has no page of their own for that: what it means to be on it, and how to get off.
 *
 * @param rules the house rules, as they are now; empty for none
 */
record CriteriaPage(Supplier<String> rules) {
    private static final String PEOPLE =
            """
                    On this list are people, homes and content that its publisher recommends to keep away, each by a decision of
                    the publisher's own, with what it is about and why. What is done about them is decided by whoever follows it.
                    An entry ends by itself after a year at the latest. Nobody is listed for what they are or believe.
                    It is about:""";
    private static final String HOMES =
            """
                    On this register are home domains, each with two grades and why: how far what it vouches for is true and there
                    when it is needed (reliability), and how well it protects its own people (protection). Grades are good, fair,
                    unchecked and poor; the worse one counts. What follows is decided by whoever follows it.""";

    /** As plain text. */
    String of(OwnList list) {
        String what = switch (list.kind()) {
            case BAN_LIST -> PEOPLE + " "
                    + String.join(", ", List.of(Category.values()).stream().map(Category::text).toList()) + ".";
            case REGISTER -> HOMES;
        };
        String house = rules.get().strip();
        return list.title() + "\n" + list.url() + "\n\n" + what + "\n\nTo object: " + list.appeals()
                + (house.isEmpty() || list.kind() == BanList.Kind.REGISTER ? "" : "\n\nThe house rules:\n" + house);
    }
}
