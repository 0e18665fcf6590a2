// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import org.freehold.moderation.Thumbprint;

/**
 * Who asks something of the desk; proved before.
 *
 * @param key fingerprint of the key that signed
 * @param name for the audit log: the short fingerprint, or {@code shell}
 * @param fromThisMachine surely a program on the machine that the server runs on
 */
public record Caller(String key, String name, boolean fromThisMachine) {

    /** Whoever may read the data directory of the running server: everything is permitted. */
    public static final Caller SHELL = new Caller("", "shell", true);

    /** Somebody who signed with the key that has this fingerprint. */
    public static Caller of(String fingerprint, boolean fromThisMachine) {
        return new Caller(fingerprint, Thumbprint.shortForm(fingerprint), fromThisMachine);
    }

    /** Whether it is {@link #SHELL}. */
    public boolean isShell() {
        return equals(SHELL);
    }
}
