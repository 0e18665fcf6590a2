// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.freehold.server.visit.VisitorClient.Entered;
import org.freehold.server.visit.VisitorClient.NotEntered;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A visitor against a scripted domain on loopback. */
@Timeout(30)
final class VisitorClientIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String BOX = "{" + FakeDomain.BOX + "}";

    private FakeDomain domain;
    private HttpClient http;
    private VisitorClient visitor;

    @BeforeEach
    void open() throws InterruptedException {
        domain = new FakeDomain();
        http = HttpClient.newHttpClient();
        visitor = visitor(domain.link());
    }

    @AfterEach
    void close() {
        visitor.close();
        http.shutdownNow();
        domain.close();
    }

    @Test
    void entersAndSeesWhatIsThere() throws InterruptedException {
        Entered entered = assertInstanceOf(Entered.class, visitor.enter());
        assertEquals("Harbour", entered.welcome().domainName());
        assertEquals(7, entered.welcome().handle());
        assertTrue(visitor.mirror().await(Mirror::isLoaded, SOON));
        assertEquals(2, visitor.mirror().entities().size());
        assertEquals(Map.of(7, "Visitor", 2, "Amber\u001bFox"), visitor.mirror().people());
        assertEquals(2.0, Objects.requireNonNull(visitor.mirror().poses().get(2)).x());
        assertTrue(visitor.millisUntil(2).getAsLong() >= visitor.millisUntil(1).getAsLong());
        assertEquals(visitor.millisUntil(2), visitor.millisUntilLast());
        assertTrue(visitor.millisUntil(3).isEmpty());
        assertTrue(visitor.bytesIn() > 500 && visitor.bytesOut() > 200);
    }

    @Test
    void sendsWhatTheLinkAsksFor() throws InterruptedException {
        visitor = visitor(domain.link() + "#claim=secret");
        visitor.enter();
        ClientMessage.Hello hello = assertInstanceOf(ClientMessage.Hello.class, domain.heard.getFirst());
        assertEquals("secret", hello.claim());
        assertEquals("Ann", hello.name());
        assertTrue(hello.everything());
        visitor.breakOff();
        visitor.enter();
        ClientMessage.Hello again = assertInstanceOf(ClientMessage.Hello.class, domain.heard.getLast());
        assertEquals(new ClientMessage.Resume("token", 0), again.resume());
        assertNull(again.claim(), "a claim is good for one use");
    }

    @Test
    void editsAreAnsweredAndMirrored() throws Exception {
        visitor.enter();
        ObjectNode box = JsonNodeFactory.instance.objectNode().put("type", "Sphere");
        Answer.Accepted added = assertInstanceOf(Answer.Accepted.class, get(visitor.add(box)));
        assertEquals("Sphere", entity(String.valueOf(added.id())).path("type").asText());

        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("color").put("red", 9).putNull("green");
        assertInstanceOf(Answer.Accepted.class, get(visitor.edit(BOX, patch)));
        assertEquals("{\"red\":9}", entity(BOX).path("color").toString());

        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, get(visitor.delete(BOX)));
        assertEquals("entity-locked", refused.code());
        assertInstanceOf(Answer.Accepted.class, get(visitor.ping()));
        assertInstanceOf(Answer.Accepted.class, get(visitor.name("Bea")));
    }

    @Test
    void hearsItsOwnChat() throws Exception {
        visitor.enter();
        assertInstanceOf(Answer.Accepted.class, get(visitor.chat("Grüße 🦊")));
        assertTrue(visitor.mirror().await(mirror -> !mirror.messages().isEmpty(), SOON));
        assertEquals("Grüße 🦊", visitor.mirror().messages().getFirst().text());
    }

    @Test
    void countsItsPoses() throws Exception {
        visitor.enter();
        GentleWalk walk = new GentleWalk(1, 2, 3);
        visitor.pose(walk.after(0));
        visitor.pose(walk.after(1));
        get(visitor.ping());
        assertEquals(2, domain.poses.size());
        assertEquals(0, domain.poses.get(0).sequence());
        assertEquals(1, domain.poses.get(1).sequence());
        assertEquals(1f, domain.poses.get(0).x());
    }

    @Test
    void sendsTheSameRefsAgainWhenTheSessionIsResumed() throws Exception {
        domain.deaf = true;
        domain.resumes = true;
        visitor.enter();
        CompletableFuture<Answer> answer = visitor.chat("once");
        assertTrue(visitor.mirror().await(Mirror::isLoaded, SOON));
        visitor.breakOff();
        assertInstanceOf(End.BrokeOff.class, get(visitor.ended()));
        domain.deaf = false;
        assertTrue(assertInstanceOf(Entered.class, visitor.enter()).welcome().resumed());
        assertInstanceOf(Answer.Accepted.class, get(answer));
        assertEquals(new ClientMessage.Chat(1, "once"), domain.heard.getLast());
        assertTrue(visitor.mirror().await(Mirror::isLoaded, SOON));
        assertEquals(2, visitor.mirror().entities().size());
    }

    @Test
    void saysThatItDoesNotKnowWhenTheSessionIsGone() throws Exception {
        domain.deaf = true;
        visitor.enter();
        CompletableFuture<Answer> answer = visitor.chat("perhaps");
        visitor.breakOff();
        assertInstanceOf(Entered.class, visitor.enter());
        assertInstanceOf(Answer.Unknown.class, get(answer));
    }

    @Test
    void forgetsWhatIsNotThereAnyMoreAfterResuming() throws Exception {
        domain.resumes = true;
        visitor.enter();
        get(visitor.add(JsonNodeFactory.instance.objectNode().put("type", "Box")));
        assertTrue(visitor.mirror().await(mirror -> mirror.entities().size() == 3, SOON));
        visitor.breakOff();
        visitor.enter();
        assertTrue(visitor.mirror().await(Mirror::isLoaded, SOON));
        assertEquals(2, visitor.mirror().entities().size());
    }

    @Test
    void turnsAwayFromADomainThatCannotProveItsKey() throws InterruptedException {
        domain.lies = true;
        NotEntered refused = assertInstanceOf(NotEntered.class, visitor.enter());
        assertInstanceOf(End.Fault.class, refused.why());
        assertTrue(refused.why().message().contains("signature is wrong"), refused.why().message());
    }

    @Test
    void tellsWhyItWasNotLetIn() throws InterruptedException {
        domain.refusal = new ServerMessage.Close(ErrorCode.DOMAIN_FULL, "full", "Come later.", 5);
        NotEntered refused = assertInstanceOf(NotEntered.class, visitor.enter());
        assertEquals(new End.Closed("domain-full", "full", "Come later.", 5), refused.why());
    }

    @Test
    void tellsThatNobodyIsThere() throws InterruptedException {
        String link = domain.link();
        domain.close();
        NotEntered refused = assertInstanceOf(NotEntered.class, visitor(link).enter());
        assertInstanceOf(End.Unreachable.class, refused.why());
    }

    @Test
    void tellsThatTheOtherEndIsNoDomain() throws InterruptedException {
        VisitLink link = VisitLink.parse(domain.link().replace("http", "ws") + "elsewhere");
        Wishes wishes = new Wishes(link, VisitorKey.generate(), null, false);
        NotEntered refused = assertInstanceOf(NotEntered.class, new VisitorClient(http, wishes).enter());
        assertInstanceOf(End.Unreachable.class, refused.why());
        assertTrue(refused.why().message().contains("HTTP status 404"), refused.why().message());
    }

    @Test
    void noticesADomainThatFallsSilentWithoutClosing() throws Exception {
        domain.fallsSilentAfterWelcome = true;
        VisitorClient patient = new VisitorClient(
                http,
                new Wishes(VisitLink.parse(domain.link()), VisitorKey.generate(), "Ann", true),
                new SecureRandom(),
                InstantSource.system(),
                System::nanoTime,
                Duration.ofMillis(300));
        assertInstanceOf(Entered.class, patient.enter());
        End end = get(patient.ended());
        assertEquals(new End.BrokeOff("the domain has fallen silent"), end);
    }

    @Test
    void staysWithADomainThatOnlyAnswersPings() throws Exception {
        VisitorClient patient = new VisitorClient(
                http,
                new Wishes(VisitLink.parse(domain.link()), VisitorKey.generate(), "Ann", true),
                new SecureRandom(),
                InstantSource.system(),
                System::nanoTime,
                Duration.ofMillis(200));
        assertInstanceOf(Entered.class, patient.enter());
        // Three times as long as it takes to give up one who does not answer.
        assertThrows(TimeoutException.class, () -> patient.ended().get(1200, TimeUnit.MILLISECONDS));
        patient.close();
    }

    @Test
    void leavesForGood() throws Exception {
        visitor.enter();
        assertTrue(visitor.mirror().await(Mirror::isLoaded, SOON));
        CompletableFuture<End> ended = visitor.ended();
        visitor.leave();
        assertInstanceOf(End.Left.class, get(ended));
        assertEquals(new ClientMessage.Leave(), domain.heard.getLast());
        assertEquals("Box", entity(BOX).path("type").asText());
    }

    private ObjectNode entity(String id) {
        return Objects.requireNonNull(visitor.mirror().entities().get(id));
    }

    private VisitorClient visitor(String link) {
        return new VisitorClient(http, new Wishes(VisitLink.parse(link), VisitorKey.generate(), "Ann", true));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    }
}
