// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.Set;
import org.freehold.server.wire.ServerMessage.Limits;
import org.freehold.server.world.Permission;

/** The numbers of docs/protocol.md section 10. */
final class VisitorLimits {
    private static final Limits VISITOR = new Limits(16_384, 0, 0, 60, 1000, 32, 60);
    private static final Limits BUILDER = new Limits(1_179_648, 2000, 1000, 60, 1000, 32, 60);

    private VisitorLimits() {}

    static Limits of(Set<Permission> permissions) {
        return permissions.contains(Permission.BUILD) ? BUILDER : VISITOR;
    }
}
