// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.freehold.moderation.Permission;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.entity.Vec3;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.session.SessionsFixture.Line;
import org.freehold.server.transport.NoLeaks;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.world.Command;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the first byte to welcome (docs/protocol.md section 3). */
@ExtendWith(NoLeaks.class)
final class HelloTest {
    private static final Set<Permission> GUEST = EnumSet.of(Permission.ENTER, Permission.CHAT);

    @TempDir
    private Path folder;

    private final TestVisitor visitor = new TestVisitor();
    private SessionsFixture domain;

    @BeforeEach
    void start() throws IdentityException {
        domain = new SessionsFixture(folder);
    }

    @Test
    void theServerSpeaksFirstAndNeverTwiceTheSame() {
        JsonNode hello = domain.connect().network().next("hello");
        assertEquals("[1]", hello.path("protocols").toString());
        assertEquals("Harbour", hello.at("/domain/name").asText());
        assertEquals(domain.keys.current().publicKey(), hello.at("/domain/key").asText());
        assertEquals(43, hello.path("nonce").asText().length());
        assertNotEquals(hello.path("nonce"), domain.connect().network().next("hello").path("nonce"));
    }

    @Test
    void whoProvesTheKeyIsWelcomedOnceTheWorldSaysSo() {
        Line line = domain.connect();
        ObjectNode hello = visitor.hello(line.network().next("hello")).put("name", "Ann").put("everything", true);
        hello.putObject("position").put("x", 1).put("y", 2).put("z", 3);
        line.say(hello);
        assertTrue(line.network().isSilent(), "before the world has answered");
        Command.Enter enter = domain.world.letIn(7);
        assertEquals("Ann", enter.name());
        assertEquals(new Vec3(1, 2, 3), enter.position());
        assertTrue(enter.everything());
        assertEquals(GUEST, enter.rights().permissions());

        JsonNode welcome = line.network().next("welcome");
        assertTrue(visitor.believes(welcome), "the domain proves itself too");
        assertFalse(welcome.path("resumed").asBoolean());
        assertEquals(43, welcome.path("session").asText().length());
        assertEquals(7, welcome.at("/you/handle").asInt());
        assertEquals("Be kind.", welcome.path("rules").asText());
        assertEquals(30, welcome.path("tickHz").asInt());
        assertEquals(SessionsFixture.NOW.toEpochMilli(), welcome.path("time").asLong());
        assertEquals(16_384, welcome.at("/limits/messageBytes").asInt());
        assertEquals(0, welcome.at("/limits/editsPerSecond").asInt());
        assertEquals(16_384, line.network().messageLimit);
    }

    @Test
    void whoIsOnThisMachineMayBuildAndSendMore() {
        Line line = domain.enter(visitor, true, 1);
        JsonNode welcome = line.network().next("welcome");
        assertEquals(
                "[\"enter\",\"chat\",\"voice\",\"build\",\"build-temporary\",\"lock\",\"edit-others\",\"scripts\"]",
                welcome.at("/you/permissions").toString());
        assertEquals("newcomer", welcome.at("/you/standing").asText());
        assertEquals(2000, welcome.at("/limits/editsPerSecond").asInt());
        assertEquals(1_179_648, line.network().messageLimit);
    }

    @Test
    void theOwnerMayBuildFromAnywhere() {
        domain.owners.add(visitor.key());
        assertEquals(EnumSet.allOf(Permission.class), enterAndSeePermissions(visitor));
        assertEquals(GUEST, enterAndSeePermissions(new TestVisitor()));
    }

    @Test
    void beingOnThisMachineIsNoPermissionWhereTheConfigurationSaysSo(@TempDir Path other) throws IdentityException {
        domain = new SessionsFixture(other, new SessionConfig("Harbour", "t", null, 30, 10, 5), false);
        Line line = domain.connect(true);
        line.say(visitor.hello(line.network().next("hello")));
        assertEquals(GUEST, domain.world.letIn(1).rights().permissions());
        assertTrue(line.network().next("welcome").path("rules").isNull());
    }

    @Test
    void theOwnerLinkBindsTheDomainOnce() {
        String secret = domain.claim.secret().orElseThrow();
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello")).put("claim", secret));
        assertTrue(domain.world.isIdle(), "the world waits until the owner is on disk");
        domain.blocking.remove().run();
        line.network().advance(Duration.ZERO);
        assertEquals(EnumSet.allOf(Permission.class), domain.world.letIn(1).rights().permissions());
        line.network().next("welcome");
        assertEquals("claimed", line.network().next("notice").path("code").asText());
        assertEquals(Set.of(visitor.key()), domain.owners.keys);

        TestVisitor second = new TestVisitor();
        Line late = domain.connect();
        late.say(second.hello(late.network().next("hello")).put("claim", secret));
        assertEquals(GUEST, domain.world.letIn(2).rights().permissions());
        late.network().next("welcome");
        assertEquals("bad-claim", late.network().next("notice").path("code").asText());
        assertEquals(Set.of(visitor.key()), domain.owners.keys);
    }

    @Test
    void aClaimThatCannotBeStoredIsNotUsedUp() {
        String secret = domain.claim.secret().orElseThrow();
        domain.owners.broken = true;
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello")).put("claim", secret));
        domain.blocking.remove().run();
        line.network().advance(Duration.ZERO);
        assertEquals(GUEST, domain.world.letIn(1).rights().permissions());
        line.network().next("welcome");
        assertEquals("bad-claim", line.network().next("notice").path("code").asText());
        assertTrue(domain.claim.matches(secret));
    }

    @Test
    void aWrongSecretKeepsNobodyOut() {
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello")).put("claim", "guessed"));
        assertEquals(GUEST, domain.world.letIn(1).rights().permissions());
        line.network().next("welcome");
        assertEquals("bad-claim", line.network().next("notice").path("code").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "not json                     | not-json",
            "[]                           | not-json",
            "{\"type\":\"surprise\"}      | unknown-type",
            "{\"type\":\"hello\"}         | bad-value",
            "{\"type\":\"leave\"}         | bad-value",
            "{\"type\":\"chat\",\"ref\":1,\"text\":\"hi\"} | bad-value",
    })
    void strangersAreClosedAtTheirFirstFault(String message, String code) {
        Line line = domain.connect();
        line.network().next("hello");
        line.say(message);
        JsonNode close = line.network().next("close");
        assertEquals(code, close.path("code").asText());
        assertFalse(close.path("message").asText().isEmpty());
        assertFalse(close.path("do").asText().isEmpty());
        line.say(message);
        assertTrue(line.network().isSilent(), "nothing is answered after close");
        assertTrue(domain.world.isIdle());
    }

    @Test
    void aWrongSignatureIsClosed() {
        Line line = domain.connect();
        ObjectNode hello = visitor.hello(line.network().next("hello"));
        line.say(hello.put("key", new TestVisitor().key()));
        assertEquals("bad-signature", line.network().next("close").path("code").asText());
        assertEquals(ErrorCode.BAD_SIGNATURE, line.network().closedWith);
    }

    @Test
    void aSignatureForAnotherConnectionIsClosed() {
        Line first = domain.connect();
        Line second = domain.connect();
        second.network().next("hello");
        second.say(visitor.hello(first.network().next("hello")));
        assertEquals("bad-signature", second.network().next("close").path("code").asText());
    }

    @Test
    void aProofMadeForAnotherDomainIsClosed(@TempDir Path elsewhere) throws IdentityException {
        SessionsFixture other = new SessionsFixture(elsewhere);
        Line line = domain.connect();
        ObjectNode asked = line.network().next("hello").deepCopy();
        JsonNode there = other.connect().network().next("hello");
        asked.set("domain", there.path("domain"));
        line.say(visitor.hello(asked));
        assertEquals("bad-signature", line.network().next("close").path("code").asText());
    }

    @Test
    void aProofThatWasUsedDoesNotWorkAgain() {
        Line first = domain.connect();
        ObjectNode hello = visitor.hello(first.network().next("hello"));
        first.say(hello);
        domain.world.letIn(1);
        first.network().next("welcome");
        Line replay = domain.connect();
        replay.network().next("hello");
        replay.say(hello);
        assertEquals("bad-signature", replay.network().next("close").path("code").asText());
    }

    @ParameterizedTest
    @ValueSource(longs = {-300_000, 300_000})
    void clocksMayBeFiveMinutesApart(long millis) {
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello"), SessionsFixture.NOW.plusMillis(millis)));
        domain.world.letIn(1);
        line.network().next("welcome");
    }

    @ParameterizedTest
    @CsvSource({"-300001, 2026-11-20T11:54:59.999Z", "300001, 2026-11-20T12:05:00.001Z"})
    void aProofThatIsStaleOrFromTheFutureIsClosedWithBothTimes(long millis, String shown) {
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello"), SessionsFixture.NOW.plusMillis(millis)));
        JsonNode close = line.network().next("close");
        assertEquals("clock", close.path("code").asText());
        String message = close.path("message").asText();
        assertTrue(message.contains(shown) && message.contains("2026-11-20T12:00:00Z"), message);
        assertEquals(ErrorCode.CLOCK, line.network().closedWith);
    }

    @Test
    void theTimeIsAmongWhatIsSigned() {
        Line line = domain.connect();
        ObjectNode hello = visitor.hello(line.network().next("hello"));
        line.say(hello.put("time", SessionsFixture.NOW.toEpochMilli() + 1));
        assertEquals("bad-signature", line.network().next("close").path("code").asText());
    }

    @Test
    void whoShowsAPortableKeyIsKnownByIt() {
        TestVisitor portable = new TestVisitor();
        Line line = domain.connect();
        JsonNode asked = line.network().next("hello");
        line.say(visitor.hello(asked).set("portable", portable.asPortable(asked, visitor)));
        domain.world.letIn(1);
        assertEquals(Thumbprint.of(portable.key()), identityInside().portableKey());
    }

    @Test
    void aPortableKeyIsShownByItsHolderOnly() {
        TestVisitor portable = new TestVisitor();
        Line line = domain.connect();
        JsonNode asked = line.network().next("hello");
        ObjectNode overheard = portable.asPortable(asked, new TestVisitor());
        line.say(visitor.hello(asked).set("portable", overheard));
        JsonNode close = line.network().next("close");
        assertEquals("bad-signature", close.path("code").asText());
        assertTrue(close.path("message").asText().startsWith("portable: "), close.toString());
    }

    @Test
    void whoIsVouchedForIsKnownByTheHome() {
        Identity.Home home = new Identity.Home("home.example", "A".repeat(43), "alice", 10);
        domain.homes.put("statement", new HomeVouches.Vouched(home));
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello")).put("vouch", "statement"));
        assertTrue(domain.world.isIdle(), "the home may have to be asked");
        domain.blocking.remove().run();
        line.network().advance(Duration.ZERO);
        domain.world.letIn(1);
        assertEquals(home, identityInside().home());
    }

    @Test
    void aFalseWordOfAHomeKeepsOut() {
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello")).put("vouch", "forged"));
        domain.blocking.remove().run();
        line.network().advance(Duration.ZERO);
        JsonNode close = line.network().next("close");
        assertEquals("bad-vouch", close.path("code").asText());
        assertEquals("vouch: unknown", close.path("message").asText());
        assertTrue(domain.world.isIdle());
    }

    @Test
    void whatWasShownHoldsForTheWholeSession() {
        TestVisitor portable = new TestVisitor();
        Identity.Home home = new Identity.Home("home.example", "A".repeat(43), "alice", 10);
        domain.homes.put("statement", new HomeVouches.Vouched(home));
        Line line = domain.connect();
        JsonNode asked = line.network().next("hello");
        ObjectNode hello = visitor.hello(asked).put("vouch", "statement");
        line.say(hello.set("portable", portable.asPortable(asked, visitor)));
        domain.blocking.remove().run();
        line.network().advance(Duration.ZERO);
        domain.world.letIn(1);
        String session = line.network().next("welcome").path("session").asText();
        line.breakOff();
        Line again = domain.connect();
        ObjectNode back = visitor.hello(again.network().next("hello"));
        back.putObject("resume").put("session", session).put("chat", 0);
        again.say(back);
        assertEquals(home, identityInside().home());
        assertEquals(Thumbprint.of(portable.key()), identityInside().portableKey());
    }

    private Identity identityInside() {
        return domain.sessions.inside().getFirst().identity();
    }

    @Test
    void anotherVersionIsToldWhichOneIsSpoken() {
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello")).put("protocol", 2));
        JsonNode close = line.network().next("close");
        assertEquals("protocol-version", close.path("code").asText());
        assertTrue(close.path("message").asText().contains("1"), close.toString());
    }

    @Test
    void aBinaryMessageBeforeHelloIsClosed() {
        Line line = domain.connect();
        line.network().next("hello");
        line.sendBinary(new byte[20]);
        assertEquals("not-json", line.network().next("close").path("code").asText());
    }

    @Test
    void aLargeMessageBeforeHelloIsClosed() {
        Line line = domain.connect();
        line.network().next("hello");
        line.handler().tooLarge(2_000_000, 8192);
        assertEquals("message: 2000000 bytes (expected: at most 8192)",
                line.network().next("close").path("message").asText());
        assertEquals(ErrorCode.TOO_LARGE, line.network().closedWith);
    }

    @Test
    void whoSaysNothingForTenSecondsIsLeftWithoutAWord() {
        Line line = domain.connect();
        line.network().next("hello");
        line.network().advance(Duration.ofMillis(9_999));
        assertFalse(line.network().aborted);
        line.network().advance(Duration.ofMillis(1));
        assertTrue(line.network().aborted);
        assertTrue(line.network().isSilent());
        assertNull(line.network().closedWith);
        assertTrue(domain.metricsText().contains("freehold_failed_handshakes_total{reason=\"hello_timeout\"} 1.0"));
    }

    @Test
    void whoSaidHelloIsNotLeft() {
        Line line = domain.enter(visitor, false, 1);
        line.network().advance(Duration.ofSeconds(20));
        assertFalse(line.network().aborted);
    }

    @Test
    void onlySoManyMayWaitBeforeHello() {
        for (int i = 0; i < 4; i++) {
            domain.connect();
        }
        Line last = domain.connect();
        Line oneTooMany = domain.connect();
        JsonNode close = oneTooMany.network().next("close");
        assertEquals("domain-full", close.path("code").asText());
        assertEquals(10, close.path("retryAfterSeconds").asInt());
        last.say(visitor.hello(last.network().next("hello")));
        domain.connect().network().next("hello");
    }

    @Test
    void aFullDomainSaysWhenToComeBack() {
        for (int i = 1; i <= 10; i++) {
            domain.enter(new TestVisitor(), false, i);
        }
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello")));
        JsonNode close = line.network().next("close");
        assertEquals("domain-full", close.path("code").asText());
        assertEquals(60, close.path("retryAfterSeconds").asInt());
        assertEquals(10, domain.sessions.count());
    }

    @Test
    void aBusyWorldSaysWhenToComeBack() {
        domain.world.full = true;
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello")));
        assertEquals("domain-full", line.network().next("close").path("code").asText());
        domain.world.full = false;
        line.breakOff();
        assertEquals(0, domain.sessions.count());
    }

    @Test
    void whoGoesBeforeWelcomeLeavesNothingBehind() {
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello")));
        line.breakOff();
        assertEquals(0, domain.sessions.count());
        Command.Enter enter = domain.world.letIn(1);
        assertEquals(enter.link(), domain.world.next(Command.Leave.class).link());
        assertTrue(line.network().isSilent());
    }

    @Test
    void whoGoesWhileTheClaimIsStoredNeverEnters() {
        Line line = domain.connect();
        line.say(visitor.hello(line.network().next("hello")).put("claim", domain.claim.secret().orElseThrow()));
        line.breakOff();
        domain.blocking.remove().run();
        line.network().advance(Duration.ZERO);
        assertTrue(domain.world.isIdle());
        assertEquals(Set.of(visitor.key()), domain.owners.keys, "the link was used, and by its holder");
    }

    @Test
    void aStoppingServerTellsThoseWhoAreHereAndThoseWhoCome() {
        Line here = domain.enter(visitor, false, 1);
        here.network().next("welcome");
        domain.sessions.stop(15);
        JsonNode close = here.network().next("close");
        assertEquals("stopping", close.path("code").asText());
        assertEquals(15, close.path("retryAfterSeconds").asInt());
        assertEquals(ErrorCode.STOPPING, here.network().closedWith);
        assertEquals("stopping", domain.connect().network().next("close").path("code").asText());
    }

    private Set<Permission> enterAndSeePermissions(TestVisitor who) {
        Line line = domain.connect();
        line.say(who.hello(line.network().next("hello")));
        return domain.world.letIn(1).rights().permissions();
    }
}
