// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.nio.charset.StandardCharsets;
import org.freehold.moderation.Subject;
import org.freehold.moderation.signed.Digest;

/**
 * Two keys that nobody holds, by which a subscriber tells a list that works from one that lost its entries or hits everybody.
 *
 * @param hit fingerprint of a key; an entry of the list must mean it
 * @param miss fingerprint of a key; no entry may mean it
 */
public record SelfTest(String hit, String miss) {

    /** The two keys of a list; hashes of words, so that no one can hold them. */
    public static SelfTest of(String list) {
        return new SelfTest(fingerprint("hit " + list), fingerprint("miss " + list));
    }

    /** What the entry that must be there means: a visitor's key, in a register the key of a home. */
    public Subject hitSubject(BanList.Kind kind) {
        return new Subject(subjectKind(kind), hit);
    }

    /** What no entry may mean. */
    public Subject missSubject(BanList.Kind kind) {
        return new Subject(subjectKind(kind), miss);
    }

    private static Subject.Kind subjectKind(BanList.Kind kind) {
        return switch (kind) {
            case BAN_LIST -> Subject.Kind.KEY;
            case REGISTER -> Subject.Kind.HOME;
        };
    }

    private static String fingerprint(String words) {
        String digest = Digest.of(("freehold self-test " + words).getBytes(StandardCharsets.UTF_8));
        return digest.substring(digest.indexOf(':') + 1);
    }
}
