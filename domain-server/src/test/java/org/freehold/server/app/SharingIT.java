// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Refusal;
import org.freehold.server.identity.HostLink;
import org.freehold.server.meeting.MeetingFault;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.meeting.VisitConnection;
import org.freehold.server.sharing.SharingStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A domain that is shared by another one, in one process. */
@Timeout(120)
final class SharingIT {
    private static final String RENDEZVOUS = "[rendezvous]\nenabled = true\nstun_port = 0\n";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private TestDomain rendezvous;

    @BeforeEach
    void start() throws Exception {
        rendezvous = rendezvous("rendezvous");
    }

    @AfterEach
    void stop() {
        rendezvous.close();
        http.shutdownNow();
    }

    @Test
    void linkStaysTheSameAcrossRestarts() throws Exception {
        String link;
        try (TestDomain host = host(url(rendezvous))) {
            link = shared(host);
        }
        try (TestDomain host = host(url(rendezvous))) {
            assertEquals(link, shared(host));
        }
    }

    @Test
    void switchEndsItAtOnceAndBeginsItAgain() throws Exception {
        try (TestDomain host = host(url(rendezvous))) {
            String link = shared(host);
            assertEquals("off", ask(host, Caller.SHELL, "share/off").path("state").asText());
            assertEquals("no-such-host", assertThrows(MeetingFault.class, () -> visit(link)).code());
            ask(host, Caller.SHELL, "share/on");
            assertEquals(link, shared(host));
            visit(link).close();
            assertEquals(link, ask(host, Caller.SHELL, "share/status").path("link").asText());
        }
    }

    @Test
    void nextRendezvousIsTakenWhenTheFirstIsNotThere() throws Exception {
        String gone;
        try (TestDomain closed = rendezvous("gone")) {
            gone = url(closed);
        }
        try (TestDomain host = host(gone + ", " + url(rendezvous))) {
            assertTrue(shared(host).startsWith(url(rendezvous)));
        }
    }

    @Test
    void severalAtOnceIntroduceVisitorsEachAndEachComesBackByItself() throws Exception {
        try (TestDomain other = rendezvous("other");
                TestDomain host = TestDomain.start(
                        Files.createDirectories(folder.resolve("host")),
                        "[domain]\nname = \"Harbour\"\n[sharing]\nenabled = true\nat_once = true\nrendezvous = \""
                                + url(rendezvous) + ", " + url(other) + "\"\n")) {
            awaitLinks(host, 2);
            List<String> links = links(host);
            assertTrue(links.getFirst().startsWith(url(rendezvous)), links::toString);
            assertTrue(links.getLast().startsWith(url(other)), links::toString);
            int port = rendezvous.server().address().getPort();
            rendezvous.close();
            awaitLinks(host, 1);
            assertEquals(List.of(links.getLast()), links(host));
            visit(links.getLast()).close();
            rendezvous = TestDomain.start(folder.resolve("rendezvous"), null, port);
            awaitLinks(host, 2);
            assertEquals(links, links(host));
            visit(links.getFirst()).close();
            ask(host, Caller.SHELL, "share/off");
            for (String link : links) {
                assertEquals("no-such-host", assertThrows(MeetingFault.class, () -> visit(link)).code());
            }
            assertEquals(List.of(), links(host));
        }
    }

    private static List<String> links(TestDomain host) throws Refusal {
        return ask(host, Caller.SHELL, "share/status").path("each").valueStream()
                .filter(each -> each.path("state").asText().equals("shared")).map(each -> each.path("link").asText())
                .toList();
    }

    private static void awaitLinks(TestDomain host, int count) throws Exception {
        BlockingQueue<SharingStatus> changes = new LinkedBlockingQueue<>();
        host.server().sharing().listen(changes::add);
        while (links(host).size() != count) {
            assertNotNull(changes.poll(60, TimeUnit.SECONDS), () -> host.server().sharing().each().toString());
        }
    }

    @Test
    void hostComesBackWhenTheRendezvousDoes() throws Exception {
        int port = rendezvous.server().address().getPort();
        try (TestDomain host = host(url(rendezvous))) {
            String link = shared(host);
            rendezvous.close();
            await(host, SharingStatus.Waiting.class);
            rendezvous = TestDomain.start(folder.resolve("rendezvous"), null, port);
            assertEquals(link, shared(host));
        }
    }

    @Test
    void newKeyOfTheDomainGetsANewLink() throws Exception {
        try (TestDomain host = host(url(rendezvous))) {
            String before = shared(host);
            BlockingQueue<SharingStatus> changes = new LinkedBlockingQueue<>();
            host.server().sharing().listen(changes::add);
            ask(host, Caller.SHELL, "key/rotate");
            String after = null;
            while (after == null) {
                if (changes.poll(30, TimeUnit.SECONDS) instanceof SharingStatus.Shared(RendezvousUrl at, String link)) {
                    after = link;
                }
            }
            assertTrue(!after.equals(before));
            assertEquals("no-such-host", assertThrows(MeetingFault.class, () -> visit(before)).code());
            visit(after).close();
        }
    }

    @Test
    void copyOfADomainDrivesItOutOnceAndNotForEver() throws Exception {
        try (TestDomain host = host(url(rendezvous))) {
            String link = shared(host);
            Path copy = Files.createDirectories(folder.resolve("copy"));
            Files.copy(folder.resolve("host").resolve("domain.key"), copy.resolve("domain.key"));
            try (TestDomain twin = start(copy, url(rendezvous))) {
                assertEquals(link, shared(twin));
                await(host, SharingStatus.Stopped.class);
                assertEquals("registered-elsewhere", ask(host, Caller.SHELL, "share/status").path("code").asText());
            }
        }
    }

    @Test
    void hiddenDomainIsNotSharedWhereNoRelayIsNamed() throws Exception {
        Path data = Files.createDirectories(folder.resolve("host"));
        try (TestDomain host = TestDomain.start(
                data, "[webrtc]\nrelay_only = true\n[sharing]\nenabled = true\nrendezvous = \"" + url(rendezvous)
                        + "\"\n")) {
            MeetingFault why = await(host, SharingStatus.Waiting.class).why();
            assertEquals("no-relay", why.code());
            assertTrue(why.sentence().contains("[turn]"), why.sentence());
        }
    }

    @Test
    void sharingWithoutARendezvousSaysWhatToDo() throws Exception {
        Failure failure = assertThrows(Failure.class, () -> host(""));
        assertTrue(String.valueOf(failure.getMessage()).contains("--rendezvous-url"), failure.getMessage());
    }

    @Test
    void addressesAreNamedAtTheMachineOnly() throws Exception {
        try (TestDomain host = host(url(rendezvous))) {
            ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("rendezvous", "http://192.168.1.1");
            String owner = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
            ask(host, Caller.SHELL, "role/set", JsonNodeFactory.instance.objectNode()
                    .put("subject", "key:" + owner).put("standing", "owner"));
            Refusal refusal = assertThrows(
                    Refusal.class, () -> ask(host, Caller.of(owner, false), "share/on", arguments));
            assertEquals("not-permitted", refusal.code());
            ask(host, Caller.of(owner, false), "share/off");
        }
    }

    private TestDomain rendezvous(String name) throws Exception {
        return TestDomain.start(Files.createDirectories(folder.resolve(name)), RENDEZVOUS);
    }

    private TestDomain host(String urls) throws Exception {
        return start(Files.createDirectories(folder.resolve("host")), urls);
    }

    private static TestDomain start(Path data, String urls) throws Exception {
        return TestDomain.start(
                data, "[domain]\nname = \"Harbour\"\n[sharing]\nenabled = true\nrendezvous = \"" + urls + "\"\n");
    }

    private static String url(TestDomain domain) {
        return "http://localhost:" + domain.server().address().getPort();
    }

    private static String shared(TestDomain host) throws Exception {
        return await(host, SharingStatus.Shared.class).link();
    }

    private static <S extends SharingStatus> S await(TestDomain host, Class<S> status) throws Exception {
        BlockingQueue<SharingStatus> changes = new LinkedBlockingQueue<>();
        host.server().sharing().listen(changes::add);
        SharingStatus now = host.server().sharing().status();
        while (!status.isInstance(now)) {
            now = changes.poll(60, TimeUnit.SECONDS);
            if (now == null) {
                throw new AssertionError(host.server().sharing().status().toString());
            }
        }
        return status.cast(now);
    }

    private VisitConnection visit(String link) throws Exception {
        URI uri = URI.create(link);
        return VisitConnection.open(
                http, RendezvousUrl.of(uri), HostLink.at(uri.getPath()).orElseThrow(), Duration.ofSeconds(20),
                System::nanoTime);
    }

    private static ObjectNode ask(TestDomain host, Caller caller, String operation) throws Refusal {
        return ask(host, caller, operation, JsonNodeFactory.instance.objectNode());
    }

    private static ObjectNode ask(TestDomain host, Caller caller, String operation, ObjectNode arguments)
            throws Refusal {
        return host.server().desk().ask(caller, operation, arguments);
    }
}
