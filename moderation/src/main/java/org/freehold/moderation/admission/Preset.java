// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import static org.freehold.moderation.Permission.BUILD;
import static org.freehold.moderation.Permission.BUILD_TEMPORARY;
import static org.freehold.moderation.Permission.CHAT;
import static org.freehold.moderation.Permission.EDIT_OTHERS;
import static org.freehold.moderation.Permission.ENTER;
import static org.freehold.moderation.Permission.EXCEED_CAPACITY;
import static org.freehold.moderation.Permission.LOCK;
import static org.freehold.moderation.Permission.MODERATE;
import static org.freehold.moderation.Permission.SCRIPTS;
import static org.freehold.moderation.Permission.VOICE;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Standing;

/** Ready tables of rules. Building, voice and scripts are never given to a fresh key. */
public enum Preset {
    /** Everybody may enter and chat; who is known may build and speak. */
    OPEN,
    /** Everybody may look; nobody but moderators does more. */
    LOOK_ONLY,
    /** Everybody may enter and chat, who is known may speak; friends, the members, build. */
    FRIENDS,
    /** Nobody but members may enter. */
    MEMBERS;

    /** All its rules, from the foot of the ladder up. */
    public List<Rule> rules() {
        Rule moderators = Rule.atLeast(Standing.MODERATOR, EDIT_OTHERS, MODERATE, EXCEED_CAPACITY);
        Rule owners = Rule.atLeast(Standing.OWNER, Permission.values());
        return switch (this) {
            case OPEN ->
                    List.of(
                            Rule.everybody(ENTER, CHAT),
                            Rule.atLeast(Standing.KNOWN, VOICE, BUILD, BUILD_TEMPORARY, SCRIPTS),
                            Rule.atLeast(Standing.MEMBER, LOCK),
                            moderators,
                            owners);
            case LOOK_ONLY ->
                    List.of(
                            Rule.everybody(ENTER),
                            Rule.atLeast(Standing.MODERATOR, CHAT, VOICE, BUILD, BUILD_TEMPORARY, LOCK, SCRIPTS),
                            moderators,
                            owners);
            case FRIENDS ->
                    List.of(
                            Rule.everybody(ENTER, CHAT),
                            Rule.atLeast(Standing.KNOWN, VOICE),
                            Rule.atLeast(Standing.MEMBER, BUILD, BUILD_TEMPORARY, LOCK, SCRIPTS),
                            moderators,
                            owners);
            case MEMBERS ->
                    List.of(
                            Rule.atLeast(Standing.MEMBER, ENTER, CHAT, VOICE, BUILD, BUILD_TEMPORARY, LOCK, SCRIPTS),
                            moderators,
                            owners);
        };
    }

    /** As in settings, such as {@code look-only}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The preset with this {@link #text}; empty for any other text. */
    public static Optional<Preset> parse(String text) {
        for (Preset each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
