// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A world of 1,428 things that people built, from its entry. */
@ExtendWith(InBrowser.class)
@Timeout(180)
final class BigWorldIT {
    private static final Path WORLD = Path.of("..", "..", "shared", "worlds", "rust-club-domain.models.json");

    @TempDir
    private Path folder;

    @Test
    void realWorldIsWalkedInto(Visitors visitors) throws Exception {
        assumeTrue(Files.exists(WORLD), () -> WORLD + " is not there: the big world is left out");
        TestDomain domain = visitors.at(TestDomain.start(folder, WORLD, 0));
        Visitor visitor = visitors.somebodyWithLargeWindow().open(domain.link());
        visitor.await("in the world", "freehold.state === 'live' && freehold.loaded");
        visitor.await("much in sight", "freehold.entities > 200");
        visitor.await("a picture of it", "freehold.statistics?.entities >= freehold.entities * 0.95");
        visitor.keepPicture("big-world");
    }
}
