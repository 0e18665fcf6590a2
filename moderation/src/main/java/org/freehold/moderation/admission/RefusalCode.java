// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import java.time.Instant;
import java.util.Locale;
import org.freehold.moderation.Decision;
import org.jspecify.annotations.Nullable;

/** Why somebody may not enter, one code each, stable. */
public enum RefusalCode {
    /** The client says that it is a program which is denied here. */
    SOFTWARE_REFUSED,
    /** Denied by a ban of this domain, an override, or a ban list. */
    BANNED,
    /** A home domain's name is used by somebody who is not it. */
    BAD_VOUCH,
    /** The policy about home domains, of this domain or of the home. */
    HOME_REFUSED,
    /** No rule gives the permission to enter. */
    NOT_PERMITTED,
    /** Too many fresh keys at once. */
    TOO_MANY_NEWCOMERS;

    /** As on the wire, such as {@code home-refused}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A refusal by this domain. */
    Decision.Refusal refusal(String sentence, @Nullable Instant until, @Nullable String appeal) {
        return new Decision.Refusal(text(), sentence, until, appeal, "here");
    }
}
