// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about somebody, from one snapshot of all rules, and each step that led there.
 *
 * @param permissions without {@link Permission#ENTER} exactly when {@code refusal} is there
 * @param action hardest that holds; {@link Action#MONITOR} when none
 * @param muted true when neither chat nor voice are permitted because of a moderator
 * @param warnings to be told on entering
 * @param made at what time
 * @param until when something of what it was made of ends or begins by itself; null for never
 */
public record Decision(
        Standing standing,
        Set<Permission> permissions,
        Action action,
        boolean muted,
        List<Warning> warnings,
        @Nullable Refusal refusal,
        List<Step> steps,
        Instant made,
        @Nullable Instant until) {

    /** Copies. */
    public Decision {
        permissions = Set.copyOf(permissions);
        warnings = List.copyOf(warnings);
        steps = List.copyOf(steps);
    }

    /**
     * Whether the same would be decided again as long as nothing is changed. Not before it was made either: whose clock went back has
     * things in force again that were over.
     */
    public boolean holds(Instant now) {
        return !now.isBefore(made) && (until == null || now.isBefore(until));
    }

    /** One thing that was looked at, for whoever asks why: such as {@code list}, {@code main of a.example, entry e-12}, {@code warn}. */
    public record Step(String stage, String what, String effect) {}

    /**
     * What somebody who may enter is to know of what is done about them.
     *
     * @param sentence for the person, without the end
     * @param until when it ends; null when it has no end
     */
    public record Warning(String sentence, @Nullable Instant until) {}

    /**
     * Why somebody may not enter.
     *
     * @param code stable, such as {@code banned}
     * @param sentence for the person, without the end and where to ask
     * @param until when it ends; null when it has no end
     * @param appeal where to ask; null when nowhere
     * @param side {@code here}, or {@code home} when the home domain refuses the journey
     */
    public record Refusal(
            String code, String sentence, @Nullable Instant until, @Nullable String appeal, String side) {}
}
