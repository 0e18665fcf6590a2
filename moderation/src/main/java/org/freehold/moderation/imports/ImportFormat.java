// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.freehold.moderation.Subject;

/** The forms in which other programs keep bans. */
public enum ImportFormat {
    /** State events of a policy room as JSON: an array, or an object that has one. */
    MATRIX,
    /** Domain blocks as CSV, as Mastodon and its tools export them. */
    MASTODON,
    /** {@code banned-players.json}. */
    MINECRAFT,
    /** One subject on each line, such as {@code bans.txt} of OpenSim. */
    PLAIN;

    /** Most lines or elements that are looked at. */
    public static final int MAX_LINES = 50_000;

    /**
     * Reads a text, whatever it is.
     *
     * @param known accounts and homes known here, which hashed and starred names are compared with
     */
    public Imported read(String text, Set<Subject> known) {
        Drafting drafting = new Drafting(new KnownNames(known));
        switch (this) {
            case MATRIX -> MatrixPolicies.read(text, drafting);
            case MASTODON -> MastodonBlocks.read(text, drafting);
            case MINECRAFT -> MinecraftBans.read(text, drafting);
            case PLAIN -> PlainLines.read(text, drafting);
        }
        return drafting.imported();
    }

    /** As in operations, such as {@code matrix}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format with this {@link #text}; empty for any other. */
    public static Optional<ImportFormat> parse(String text) {
        for (ImportFormat each : values()) {
            if (each.text().equals(text)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
