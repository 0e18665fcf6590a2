// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.Welcome;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.PoseMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A visitor whose ICE, DTLS and SCTP have nothing in common with ours or a browser's, and whose program was written from docs/protocol.md. */
@Timeout(180)
final class InteropIT {
    private static final Duration BETWEEN_POSES = Duration.ofMillis(100);

    @Test
    void whoComesWithAnotherStackIsSeenAndHeardAndSeesOthers(@TempDir Path folder) throws Exception {
        OtherStack.install();
        try (TestDomain domain = TestDomain.start(folder);
                VisitorClient watcher = domain.visitor("Watcher");
                OtherStack stranger = OtherStack.visit(domain.link())) {
            VisitorClient.Entry entry = watcher.enter();
            Welcome watching = assertInstanceOf(VisitorClient.Entered.class, entry, entry::toString).welcome();
            int handle = stranger.awaits("welcome").path("handle").asInt();
            stranger.awaits("loaded");

            assertTrue(watcher.mirror().await(
                    mirror -> mirror.messages().stream().anyMatch(
                            line -> line.handle() == handle && line.text().equals("hello from another stack")),
                    TestDomain.PATIENCE), "others hear it");
            assertTrue(watcher.mirror().await(
                    mirror -> isWhereItWalks(mirror.poses().get(handle)), TestDomain.PATIENCE), "others see it move");
            walksUntilSeen(watcher, watching.handle(), stranger);

            stranger.leave();
            assertTrue(watcher.mirror().await(
                    mirror -> !mirror.people().containsKey(handle), TestDomain.PATIENCE), "it has left");
        }
    }

    /** Where it would never have been put. */
    private static boolean isWhereItWalks(PoseMessage.@Nullable Pose pose) {
        return pose != null && Math.abs(pose.z() - 7) < 0.01;
    }

    /** Poses may get lost: goes on walking until it is seen. */
    private static void walksUntilSeen(VisitorClient walker, int handle, OtherStack watcher)
            throws InterruptedException {
        for (int i = 0; i < TestDomain.PATIENCE.dividedBy(BETWEEN_POSES); i++) {
            walker.pose(new AvatarPose(AvatarPose.UPRIGHT, 0, 1 + i * 0.05f, 0, 2, 0, 0, 0, 1, 0, 0, 0));
            JsonNode seen = watcher.within(BETWEEN_POSES, "sees");
            if (seen != null && seen.path("handle").asInt() == handle) {
                return;
            }
        }
        throw new AssertionError("never seen; it said: " + watcher.said());
    }
}
