// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.EnumSet;
import java.util.Set;
import org.freehold.server.identity.OwnerRegistry;
import org.freehold.server.world.Permission;

/** Decides what a visitor may do: the one place where that is decided. */
public final class AccessPolicy {
    private final OwnerRegistry owners;
    private final boolean localMayBuild;

    /** Makes the policy of a domain; {@code localMayBuild}: whether everybody on this machine may build. */
    public AccessPolicy(OwnerRegistry owners, boolean localMayBuild) {
        this.owners = owners;
        this.localMayBuild = localMayBuild;
    }

    /**
     * The permissions of a visitor who proved to hold a key.
     *
     * @param key as on the wire
     * @param fromThisMachine surely a person or program on the machine that the server runs on
     */
    public Set<Permission> permissions(String key, boolean fromThisMachine) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        if (owners.isOwner(key) || (localMayBuild && fromThisMachine)) {
            permissions.add(Permission.BUILD);
        }
        return Set.copyOf(permissions);
    }
}
