// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.util.Set;
import java.util.stream.Collectors;
import org.freehold.moderation.Permission;

/** Sets of permissions, for people to read. */
final class Permissions {
    private Permissions() {}

    /** Such as {@code enter, chat}; {@code nothing} for none. */
    static String text(Set<Permission> permissions) {
        return permissions.isEmpty()
                ? "nothing"
                : permissions.stream().sorted().map(Permission::text).collect(Collectors.joining(", "));
    }
}
