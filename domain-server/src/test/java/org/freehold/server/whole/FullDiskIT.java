// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.freehold.server.whole.ServerProcess.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.freehold.server.storage.SmallDisk;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.Mirror;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.wire.AvatarPose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk runs full under the hands of its builder, and has room again. */
@Timeout(120)
final class FullDiskIT {
    private static final int MAX_EDITS = 2000;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void builderIsToldAndGoesOnLaterAndNothingAcknowledgedIsLost() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "3m")) {
            Path data = Files.createDirectory(disk.folder().resolve("data"));
            Files.writeString(data.resolve("freehold.toml"), "[build]\nfrom_this_machine = false\n");
            VisitorKey key = VisitorKey.generate();
            Set<String> acknowledged = new HashSet<>();
            String refusedId;
            try (ServerProcess server = ServerProcess.start(http, folder, data);
                    VisitorClient owner = server.owner(key, "Owner");
                    VisitorClient looker = server.visitor(VisitorKey.generate(), "Looker", false)) {
                ServerProcess.enter(owner);
                ServerProcess.enter(looker);
                Path ballast = disk.fill(150_000);

                refusedId = buildUntilRefused(server, owner, acknowledged);
                assertFalse(acknowledged.isEmpty());
                assertTrue(owner.mirror().await(mirror -> codes(mirror).contains("world-read-only"), PATIENCE));
                assertTrue(owner.mirror().await(
                        mirror -> !mirror.entities().containsKey(refusedId), PATIENCE), "it is not taken back");
                assertTrue(server.get("healthz").contains("can't be stored"), server.get("healthz"));
                assertEquals(0, server.metric("freehold_storage_writable"));
                assertLookerIsWell(server, looker, owner);

                Files.delete(ballast);
                assertTrue(owner.mirror().await(mirror -> codes(mirror).contains("world-writable"), PATIENCE));
                for (int n = 0; n < 20; n++) {
                    ObjectNode box = box();
                    assertInstanceOf(Answer.Accepted.class, server.answer(owner, owner.add(box)));
                    acknowledged.add(box.path("id").asText());
                }
                assertEquals("ok\n", server.get("healthz"));
                assertEquals(List.of(), codes(looker.mirror()), "who may not build need not know");
                assertFalse(server.log().contains("\tat "), server.log());
                assertTrue(server.log().lines().count() < 10, server.log());
                server.kill();
            }
            try (ServerProcess server = ServerProcess.start(http, folder, data);
                    VisitorClient owner = server.visitor(key, "Owner", true)) {
                ServerProcess.enter(owner);
                assertTrue(owner.mirror().await(Mirror::isLoaded, PATIENCE));
                Set<String> found = owner.mirror().entities().keySet();
                assertTrue(found.containsAll(acknowledged), "acknowledged edits are lost");
                assertFalse(found.contains(refusedId), "a refused edit was done");
            }
        }
        http.shutdownNow();
    }

    /** The id of the entity that was refused; nothing was accepted after it. */
    private static String buildUntilRefused(
            ServerProcess server, VisitorClient owner, Set<String> acknowledged) throws Exception {
        for (int n = 0; n < MAX_EDITS; n++) {
            ObjectNode box = box();
            String id = box.path("id").asText();
            switch (server.answer(owner, owner.add(box))) {
                case Answer.Accepted _ -> acknowledged.add(id);
                case Answer.Refused refused -> {
                    assertEquals("world-read-only", refused.code());
                    assertTrue(refused.message().contains("the disk is full"), refused.message());
                    return id;
                }
                case Answer.Unknown _ -> throw new AssertionError("the owner was disconnected");
            }
        }
        throw new AssertionError("the disk never got full");
    }

    private static void assertLookerIsWell(
            ServerProcess server, VisitorClient looker, VisitorClient other) throws Exception {
        assertInstanceOf(Answer.Accepted.class, server.answer(looker, looker.chat("Is anything wrong?")));
        assertInstanceOf(Answer.Accepted.class, server.answer(looker, looker.ping()));
        other.pose(new AvatarPose(AvatarPose.UPRIGHT, 0, 2, 0, 2, 0, 0, 0, 1, 0, 0, 0));
        assertTrue(looker.mirror().await(mirror -> mirror.poses().values().stream().anyMatch(
                pose -> Math.abs(pose.x() - 2) < 0.01 && Math.abs(pose.z() - 2) < 0.01), PATIENCE));
    }

    private static List<String> codes(Mirror mirror) {
        return mirror.notices().stream()
                .map(Mirror.Notice::code)
                .filter(code -> code.startsWith("world-"))
                .collect(Collectors.toList());
    }

    private static ObjectNode box() {
        return JsonNodeFactory.instance.objectNode()
                .put("id", "{" + UUID.randomUUID() + "}")
                .put("type", "Box")
                .put("description", "x".repeat(5000));
    }
}
