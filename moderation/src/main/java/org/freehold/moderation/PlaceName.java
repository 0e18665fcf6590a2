// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.util.Locale;

/** Names of places, in the one form in which they are compared: the case of letters and blanks around them make no difference. */
public final class PlaceName {
    private PlaceName() {}

    /** The canonical form; empty for a name of blanks. */
    public static String canonical(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
