// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.imports;

import java.util.List;

/** What came of a text: drafts, and every line of which nothing came, with the reason. */
public record Imported(List<Draft> drafts, List<Skipped> skipped) {

    /** Copies. */
    public Imported {
        drafts = List.copyOf(drafts);
        skipped = List.copyOf(skipped);
    }

    /**
     * Something that was not taken over.
     *
     * @param line as in {@link Draft#line}; 0 for the whole text
     */
    public record Skipped(int line, String why) {}
}
