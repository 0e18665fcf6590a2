// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.freehold.server.app.TestDomain.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.freehold.server.config.ConfigReader.Option;
import org.freehold.server.config.Settings;
import org.freehold.server.storage.StoreOptions;
import org.freehold.server.storage.WorldStore;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.End;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Welcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole server, from the socket to the disk. */
@Timeout(120)
final class ServerIT {
    private static final String NOBODY_BUILDS = "[build]\nfrom_this_machine = false\n";

    @TempDir
    private Path folder;

    @Test
    void visitorArrivesInTheStarterWorld() throws Exception {
        try (TestDomain domain = TestDomain.start(folder); VisitorClient visitor = domain.visitor("Visitor")) {
            Welcome welcome = enter(visitor);
            assertEquals("Visitor", welcome.name());
            assertTrue(visitor.mirror().await(mirror -> mirror.isLoaded(), PATIENCE));
            assertTrue(visitor.mirror().entities().values().stream()
                    .anyMatch(entity -> entity.path("type").asText().equals("Zone")));
        }
    }

    @Test
    void peopleMeetSpeakAndSeeWhatIsBuilt() throws Exception {
        try (TestDomain domain = TestDomain.start(folder);
                VisitorClient anna = domain.visitor("Anna");
                VisitorClient bert = domain.visitor("Bert")) {
            enter(anna);
            enter(bert);
            assertTrue(anna.mirror().await(mirror -> mirror.people().containsValue("Bert"), PATIENCE));
            accepted(anna.chat("Good morning"));
            assertTrue(bert.mirror().await(
                    mirror -> mirror.messages().stream().anyMatch(line -> line.text().equals("Good morning")),
                    PATIENCE));
            String id = accepted(anna.add(box(1)));
            assertTrue(bert.mirror().await(mirror -> mirror.entities().containsKey(id), PATIENCE));
            accepted(bert.delete(id));
            assertTrue(anna.mirror().await(mirror -> !mirror.entities().containsKey(id), PATIENCE));
        }
    }

    @Test
    void whatWasBuiltIsThereAfterAnotherStart() throws Exception {
        String id;
        try (TestDomain domain = TestDomain.start(folder); VisitorClient visitor = domain.visitor("Builder")) {
            enter(visitor);
            id = accepted(visitor.add(box(1)));
            accepted(visitor.edit(id, JsonNodeFactory.instance.objectNode().put("name", "kept")));
        }
        try (TestDomain domain = TestDomain.start(folder); VisitorClient visitor = domain.visitor("Builder")) {
            enter(visitor);
            assertTrue(visitor.mirror().await(
                    mirror -> mirror.entities().values().stream()
                            .anyMatch(entity -> entity.path("id").asText().equals(id)
                                    && entity.path("name").asText().equals("kept")),
                    PATIENCE));
        }
    }

    @Test
    void ownerLinkWorksOnceAndTheOwnerStaysTheOwner() throws Exception {
        VisitorKey owner = VisitorKey.generate();
        try (TestDomain domain = TestDomain.start(folder, NOBODY_BUILDS)) {
            String claim = "#claim=" + domain.server().claimSecret().orElseThrow();
            try (VisitorClient visitor = domain.visitor(owner, "Owner", claim)) {
                enter(visitor);
                accepted(visitor.add(box(1)));
            }
            assertTrue(domain.server().claimSecret().isEmpty());
            try (VisitorClient thief = domain.visitor(VisitorKey.generate(), "Thief", claim)) {
                enter(thief);
                assertEquals("not-permitted", refused(thief.add(box(2))));
            }
        }
        try (TestDomain domain = TestDomain.start(folder); VisitorClient visitor = domain.visitor(owner, "Owner", "")) {
            enter(visitor);
            accepted(visitor.add(box(3)));
            assertTrue(domain.server().claimSecret().isEmpty());
        }
    }

    @Test
    void settingsReachThoseTheyAreFor() throws Exception {
        Files.writeString(folder.resolve("rules.txt"), "Be kind.");
        String settings = """
                [domain]
                name = "Quiet Harbour"
                rules_file = "rules.txt"
                [world]
                tick_hz = 20
                entry = "/1,2,3"
                [limits]
                message_size = "9KiB"
                builder_message_size = "10KiB"
                edits_per_second = 7
                """;
        try (TestDomain domain = TestDomain.start(folder, settings);
                VisitorClient visitor = domain.visitor("Visitor")) {
            JsonNode welcome = enter(visitor).raw();
            assertEquals("Quiet Harbour", welcome.at("/domain/name").asText());
            assertEquals("Be kind.", welcome.at("/rules").asText());
            assertEquals(20, welcome.at("/tickHz").asInt());
            assertEquals(2, welcome.at("/world/entry/position/y").asDouble());
            assertEquals(10 << 10, welcome.at("/limits/messageBytes").asInt());
            assertEquals(7, welcome.at("/limits/editsPerSecond").asInt());
        }
    }

    @Test
    void brokenConnectionResumesItsSession() throws Exception {
        try (TestDomain domain = TestDomain.start(folder); VisitorClient visitor = domain.visitor("Visitor")) {
            int handle = enter(visitor).handle();
            visitor.breakOff();
            visitor.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Welcome again = enter(visitor);
            assertTrue(again.resumed());
            assertEquals(handle, again.handle());
        }
    }

    @Test
    void stopTellsVisitorsWhenToTryAgain() throws Exception {
        try (TestDomain domain = TestDomain.start(folder); VisitorClient visitor = domain.visitor("Visitor")) {
            enter(visitor);
            domain.server().close();
            End end = visitor.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            End.Closed closed = assertInstanceOf(End.Closed.class, end);
            assertEquals("stopping", closed.code());
            assertEquals(5, closed.retryAfterSeconds());
        }
    }

    @Test
    void plainHttpAnswersOnTheSamePort() throws Exception {
        try (TestDomain domain = TestDomain.start(folder)) {
            assertEquals("ok\n", get(domain, "healthz"));
            assertTrue(get(domain, ".well-known/freehold").contains("\"session\":\"/session\""));
            assertTrue(get(domain, "metrics").contains("freehold_entities 2"));
        }
    }

    @Test
    void startThatFailsLetsGoOfEverything() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DataDirectory data = new DataDirectory(folder);
            var config = Configuration.read(data, Map.of(
                    Settings.SERVER_PORT, new Option("test", Integer.toString(taken.getLocalPort())),
                    Settings.SERVER_HOST, new Option("test", "127.0.0.1")));
            WorldStore store = WorldStore.open(data.world(), StoreOptions.DEFAULT, InstantSource.system());
            Failure failure = assertThrows(
                    Failure.class,
                    () -> Server.start(
                            config, data, store, InstantSource.system(), System::nanoTime, new SecureRandom()));
            assertTrue(String.valueOf(failure.getMessage()).startsWith("Port " + taken.getLocalPort() + " is taken"));
        }
        try (TestDomain domain = TestDomain.start(folder)) {
            assertEquals("ok\n", get(domain, "healthz"));
        }
    }

    private static Welcome enter(VisitorClient visitor) throws InterruptedException {
        return assertInstanceOf(VisitorClient.Entered.class, visitor.enter()).welcome();
    }

    private static String accepted(Future<Answer> answer) throws Exception {
        Answer.Accepted accepted = assertInstanceOf(
                Answer.Accepted.class, answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return String.valueOf(accepted.id());
    }

    private static String refused(Future<Answer> answer) throws Exception {
        return assertInstanceOf(Answer.Refused.class, answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).code();
    }

    private static ObjectNode box(double x) {
        ObjectNode box = JsonNodeFactory.instance.objectNode().put("type", "Box");
        box.putObject("position").put("x", x).put("y", 1).put("z", 0);
        box.putObject("dimensions").put("x", 1).put("y", 1).put("z", 1);
        return box;
    }

    private static String get(TestDomain domain, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(domain.link() + path)).build();
        return domain.http().send(request, BodyHandlers.ofString()).body();
    }
}
