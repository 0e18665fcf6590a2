// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Standing;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.admission.Ban;
import org.freehold.moderation.admission.Fault;
import org.freehold.moderation.admission.History;
import org.freehold.moderation.admission.Roster;
import org.freehold.moderation.admission.Rulebook;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.session.SessionsFixture.Line;
import org.freehold.server.transport.NoLeaks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Strangers who knock without end: what is looked at of them, and who is still let in meanwhile. */
@ExtendWith(NoLeaks.class)
final class CrowdAtTheDoorTest {
    /** From one network, at once. */
    private static final int LOOKED_AT = 100;

    @TempDir
    private Path folder;

    private final TestVisitor visitor = new TestVisitor();
    private SessionsFixture domain;

    @BeforeEach
    void start() throws IdentityException {
        domain = new SessionsFixture(folder);
    }

    @Test
    void strangersOfOneNetworkAreLookedAtAtARateAndAskedToComeAgain() {
        knock(LOOKED_AT);
        JsonNode close = hello(visitor, "192.0.2.1");
        assertEquals("busy", close.path("code").asText());
        assertEquals(5, close.path("retryAfterSeconds").asInt());
        domain.advance(Duration.ofSeconds(1));
        assertIn(visitor, "192.0.2.1");
    }

    @Test
    void strangersOfOtherNetworksAreLetInMeanwhile() {
        knock(2 * LOOKED_AT);
        assertIn(visitor, "192.0.2.2");
        assertIn(new TestVisitor(), "2001:db8:1::1");
    }

    @Test
    void whoWasHereBeforeOrHasARoleIsLetInMeanwhileAlsoFromTheSameNetwork() throws Fault {
        knock(2 * LOOKED_AT);
        domain.visits.histories.put(
                Thumbprint.of(visitor.key()), new History(SessionsFixture.NOW, SessionsFixture.NOW, 1));
        assertIn(visitor, "192.0.2.1");
        TestVisitor member = new TestVisitor();
        Rulebook rulebook = domain.policy.rulebook();
        domain.policy.replace(rulebook.with(rulebook.roster().with(new Roster.Entry(
                subject(member), Standing.MEMBER, null, SessionsFixture.NOW, "a test"))));
        assertIn(member, "192.0.2.1");
    }

    @Test
    void whoIsOnTheMachineItselfIsLetInMeanwhile() {
        knock(2 * LOOKED_AT);
        domain.enter(visitor, true, 1);
    }

    @Test
    void allStrangersTogetherAreLookedAtAtARateAndKnownPeopleAreLetInAllTheSame() {
        for (int network = 0; network < 40; network++) {
            for (int i = 0; i < LOOKED_AT; i++) {
                hello(new TestVisitor().forging(), "198.51.100." + network);
            }
        }
        assertEquals("busy", hello(visitor, "192.0.2.2").path("code").asText());
        domain.visits.histories.put(
                Thumbprint.of(visitor.key()), new History(SessionsFixture.NOW, SessionsFixture.NOW, 1));
        assertIn(visitor, "192.0.2.2");
    }

    @Test
    void aBannedKeyIsTurnedAwayWithoutAProofAndWithoutTheReason() throws Fault {
        Rulebook rulebook = domain.policy.rulebook();
        domain.policy.replace(rulebook.with(rulebook.bans().with(new Ban(
                subject(visitor), Action.DENY, Category.FLOODING, "floods the plaza", SessionsFixture.NOW, null, null,
                "a test"))));
        knock(LOOKED_AT);
        JsonNode close = hello(new TestVisitor().claiming(visitor), "192.0.2.1");
        assertEquals("banned", close.path("code").asText());
        assertFalse(close.toString().contains("floods"), close.toString());
        domain.advance(Duration.ofSeconds(1));
        assertTrue(hello(visitor, "192.0.2.1").toString().contains("floods"), "who holds the key hears it");
    }

    /** Forged proofs, all of which are looked at as long as there is time. */
    private void knock(int times) {
        for (int i = 0; i < times; i++) {
            hello(new TestVisitor().forging(), "192.0.2.1");
        }
    }

    private JsonNode hello(TestVisitor who, String from) {
        Line line = domain.connect();
        line.network().remote = InetAddress.ofLiteral(from);
        line.say(who.hello(line.network().next("hello")));
        line.breakOff();
        return line.network().next("close");
    }

    private void assertIn(TestVisitor who, String from) {
        Line line = domain.connect();
        line.network().remote = InetAddress.ofLiteral(from);
        line.say(who.hello(line.network().next("hello")));
        domain.world.letIn(1);
        line.network().next("welcome");
    }

    private static Subject subject(TestVisitor who) {
        return new Subject(Subject.Kind.KEY, Thumbprint.of(who.key()));
    }
}
