// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.freehold.moderation.Permission;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Rights;
import org.jspecify.annotations.Nullable;

/** What somebody inside is told when their rights change. */
final class RightsNotice {
    private RightsNotice() {}

    /** Null when nothing changed that is worth a word. */
    static ServerMessage.@Nullable Notice of(Rights before, Rights after) {
        String more = list(missing(after.permissions(), before.permissions()));
        String fewer = list(missing(before.permissions(), after.permissions()));
        if (more.isEmpty() && fewer.isEmpty() && before.apart() == after.apart()) {
            return before.standing() == after.standing()
                    ? null
                    : new ServerMessage.Notice(
                            "permissions", false, "You stand as " + after.standing().text() + " here now.");
        }
        String text = (before.apart() && !after.apart() ? "You may take part again, with the others. " : "")
                + (more.isEmpty() ? "" : "You may now: " + more + ". ")
                + (fewer.isEmpty() ? "" : "You may no longer: " + fewer + ".");
        return text.isEmpty()
                ? null
                : new ServerMessage.Notice("permissions", !fewer.isEmpty() && more.isEmpty(), text.strip());
    }

    private static Set<Permission> missing(Set<Permission> all, Set<Permission> known) {
        Set<Permission> rest = EnumSet.noneOf(Permission.class);
        rest.addAll(all);
        rest.removeAll(known);
        return rest;
    }

    private static String list(Set<Permission> permissions) {
        return permissions.stream().map(RightsNotice::words).collect(Collectors.joining(", "));
    }

    private static String words(Permission permission) {
        return switch (permission) {
            case ENTER -> "be here";
            case CHAT -> "chat";
            case VOICE -> "speak";
            case BUILD -> "build";
            case BUILD_TEMPORARY -> "build for a while";
            case LOCK -> "lock things";
            case EDIT_OTHERS -> "change what others built";
            case SCRIPTS -> "run scripts";
            case MODERATE -> "moderate";
            case ADMINISTER -> "administer";
            case EXCEED_CAPACITY -> "come in when it is full";
        };
    }
}
