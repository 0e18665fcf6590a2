// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import java.util.Set;
import java.util.function.Function;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.desk.Caller;

/**
 * Who it is that signed a request.
 *
 * @param permissions what somebody may do now, by the same decision as at the door; called on event loops too
 * @param shellKey the public key, as on the wire, of those who may read the data directory
 */
public record Callers(Function<Caller, Set<Permission>> permissions, String shellKey) {

    Caller of(String key, boolean fromThisMachine) {
        return key.equals(shellKey) ? Caller.SHELL : Caller.of(Thumbprint.of(key), fromThisMachine);
    }

    /** Whether somebody may do more than ask about himself: more is taken from him. */
    boolean isTrusted(Caller caller) {
        if (caller.isShell()) {
            return true;
        }
        Set<Permission> permitted = permissions.apply(caller);
        return permitted.contains(Permission.MODERATE) || permitted.contains(Permission.ADMINISTER);
    }
}
