// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.io.IOException;
import java.util.Map;
import org.freehold.moderation.Category;
import org.freehold.server.world.Scene;
import org.jspecify.annotations.Nullable;

/** Where visitors' reports go. */
public interface Reports {

    /**
     * What a visitor reports.
     *
     * @param by fingerprint of whoever reports
     * @param about handle of whom; null for nobody in particular
     * @param fingerprints of those in the scene who are still here, by handle
     */
    record Report(
            String by,
            String byName,
            @Nullable Integer about,
            Category category,
            String reason,
            Scene scene,
            Map<Integer, String> fingerprints) {}

    /** Keeps it for the moderators, on disk when this returns; blocks. */
    void keep(Report report) throws IOException;
}
