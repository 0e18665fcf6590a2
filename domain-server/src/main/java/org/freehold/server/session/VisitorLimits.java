// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.Set;
import org.freehold.server.wire.ServerMessage.Limits;
import org.freehold.server.world.Permission;

/**
 * The numbers of docs/protocol.md section 10.
 *
 * @param visitor for those who look
 * @param builder for those who may build
 */
public record VisitorLimits(Limits visitor, Limits builder) {

    /** Those of the page. */
    public static final VisitorLimits DEFAULTS = new VisitorLimits(
            new Limits(16_384, 0, 0, 60, 1000, 32, 60), new Limits(1_179_648, 2000, 1000, 60, 1000, 32, 60));

    Limits of(Set<Permission> permissions) {
        return permissions.contains(Permission.BUILD) ? builder : visitor;
    }
}
