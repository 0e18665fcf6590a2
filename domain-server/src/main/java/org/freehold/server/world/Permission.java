// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.Locale;

/** What a visitor may do beyond looking, walking and speaking. */
public enum Permission {
    /** Add, edit and delete entities, and ask for entities beyond sight. */
    BUILD;

    /** As on the wire, such as {@code build}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
