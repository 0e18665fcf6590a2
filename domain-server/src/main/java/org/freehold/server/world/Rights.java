// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.moderation.Decision;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;

/**
 * What somebody may do in the world, as it was decided at the door or since.
 *
 * @param muted true when a moderator took away the word
 * @param apart true for whoever is in quarantine, away from others
 * @param closed places where somebody may not be, by their canonical names ({@link org.freehold.moderation.PlaceName}), and why
 */
public record Rights(
        Standing standing,
        Set<Permission> permissions,
        boolean muted,
        boolean apart,
        Map<String, Decision.Refusal> closed) {

    public Rights {
        Set<Permission> copy = EnumSet.noneOf(Permission.class);
        copy.addAll(permissions);
        permissions = Collections.unmodifiableSet(copy);
        closed = Collections.unmodifiableMap(new LinkedHashMap<>(closed));
    }

    /** Of somebody without a history of any kind. */
    public static Rights of(Set<Permission> permissions) {
        return new Rights(Standing.NEWCOMER, permissions, false, false, Map.of());
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** Whether there is any edit that could be permitted. */
    public boolean mayEdit() {
        return may(Permission.BUILD) || may(Permission.BUILD_TEMPORARY) || may(Permission.EDIT_OTHERS);
    }

    /** The permissions as on the wire. */
    public List<String> texts() {
        return permissions.stream().map(Permission::text).toList();
    }
}
