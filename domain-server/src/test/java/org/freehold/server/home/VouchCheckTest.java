// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.freehold.moderation.Identity;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.session.HomeVouches.Answer;
import org.freehold.server.session.HomeVouches.Unfit;
import org.freehold.server.session.HomeVouches.Vouched;
import org.freehold.server.storage.StorageException;
import org.freehold.server.storage.StoreOptions;
import org.freehold.server.storage.WorldStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a domain believes of what homes say (docs/protocol.md section 3.3). */
final class VouchCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningKey home = SigningKey.create(RANDOM);
    private final String destination = SigningKey.create(RANDOM).publicKey();
    private final String visitor = SigningKey.create(RANDOM).publicKey();
    /** What each home says of itself. */
    private final Map<String, HomeKeys.Answer> network = new HashMap<>();

    private int asked;
    private Instant now = NOW;
    private WorldStore store;
    private PinnedHomes homes;
    private VouchCheck check;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws StorageException {
        store = WorldStore.open(folder.resolve("world.db"), StoreOptions.DEFAULT, InstantSource.system());
        network.put("home.example", new HomeKeys.Key(home.publicKey()));
        homes = reopened();
        check = new VouchCheck(() -> destination, homes, () -> now);
    }

    @AfterEach
    void close() throws StorageException {
        store.close();
    }

    @Test
    void whoIsVouchedForIsKnownByHomeAndAccount() {
        Vouched vouched = assertInstanceOf(Vouched.class, check(vouch()));
        assertEquals(
                new Identity.Home("home.example", Thumbprint.of(home.publicKey()), "alice", 20), vouched.home());
    }

    @Test
    void aWordIsGoodForOneUse() {
        String once = vouch().sign(home);
        assertInstanceOf(Vouched.class, check.check(once, Thumbprint.of(visitor)));
        assertUnfit("used before", check.check(once, Thumbprint.of(visitor)));
    }

    @Test
    void aWordForAnotherDomainIsNone() {
        Vouch elsewhere = with(vouch(), visitor, SigningKey.create(RANDOM).publicKey(), NOW, Vouch.LIFE);
        assertUnfit("for the domain", check(elsewhere));
    }

    @Test
    void aWordForAnotherVisitorIsNone() {
        String overheard = vouch().sign(home);
        assertUnfit("for the visitor", check.check(overheard, SigningKey.create(RANDOM).thumbprint()));
    }

    @Test
    void aWordEndsAfterTenMinutes() {
        String word = vouch().sign(home);
        now = NOW.plus(Vouch.LIFE);
        assertUnfit("expected: now", check.check(word, Thumbprint.of(visitor)));
        now = NOW.plus(Vouch.LIFE).minusSeconds(1);
        assertInstanceOf(Vouched.class, check.check(word, Thumbprint.of(visitor)));
    }

    @Test
    void aWordThatIsGoodForLongerIsNone() {
        assertUnfit("at most 10 minutes",
                check(with(vouch(), visitor, destination, NOW, Vouch.LIFE.plusSeconds(1))));
    }

    @Test
    void aWordFromTheFutureIsNone() {
        assertUnfit("expected: now", check(with(vouch(), visitor, destination, NOW.plusSeconds(301), Vouch.LIFE)));
    }

    @Test
    void whoTakesTheNameOfAHomeIsFoundOut() {
        SigningKey forger = SigningKey.create(RANDOM);
        Vouch forged = new Vouch(
                "home.example", forger.publicKey(), "alice", 100, visitor, destination, nonce(), NOW,
                NOW.plus(Vouch.LIFE));
        assertUnfit("signed by the key", check.check(forged.sign(forger), Thumbprint.of(visitor)));
        assertTrue(homes.all().isEmpty(), "a forgery is not remembered");
    }

    @Test
    void whoSignsWithAnotherKeyThanStatedIsFoundOutWithoutAskingAnybody() {
        assertUnfit("the signature is not by the key",
                check.check(vouch().sign(SigningKey.create(RANDOM)), Thumbprint.of(visitor)));
        assertEquals(0, asked);
    }

    @Test
    void eachChangedCharacterIsFoundOut() {
        String word = vouch().sign(home);
        for (int i = 0; i < word.length(); i++) {
            char other = word.charAt(i) == 'A' ? 'B' : 'A';
            String changed = word.substring(0, i) + other + word.substring(i + 1);
            assertInstanceOf(Unfit.class, check.check(changed, Thumbprint.of(visitor)), "character " + i);
        }
    }

    @Test
    void anUnsignedWordIsNone() {
        String[] parts = vouch().sign(home).split("\\.", -1);
        String none = base64Url("{\"alg\":\"none\"}");
        assertInstanceOf(Unfit.class, check.check(none + "." + parts[1] + ".", Thumbprint.of(visitor)));
        assertInstanceOf(Unfit.class, check.check(none + "." + parts[1] + "." + parts[2], Thumbprint.of(visitor)));
        assertInstanceOf(Unfit.class, check.check("", Thumbprint.of(visitor)));
        assertInstanceOf(Unfit.class, check.check("A".repeat(5000), Thumbprint.of(visitor)));
    }

    @Test
    void aHomeThatCannotBeAskedIsNotBelievedAndNotAskedAgainAtOnce() {
        network.put("home.example", new HomeKeys.NoKey("home.example could not be asked"));
        assertUnfit("could not be asked", check(vouch()));
        network.put("home.example", new HomeKeys.Key(home.publicKey()));
        assertUnfit("could not be asked", check(vouch()));
        assertEquals(1, asked);
        now = NOW.plus(Duration.ofMinutes(1));
        assertInstanceOf(Vouched.class, check(vouch()));
    }

    @Test
    void theKeyOfAHomeIsRememberedAtItsFirstWordAndCannotBeChangedByTheNetwork() throws StorageException {
        assertInstanceOf(Vouched.class, check(vouch()));
        SigningKey stranger = SigningKey.create(RANDOM);
        network.put("home.example", new HomeKeys.Key(stranger.publicKey()));
        check = new VouchCheck(() -> destination, reopened(), () -> now);
        Vouch other = new Vouch(
                "home.example", stranger.publicKey(), "alice", 20, visitor, destination, nonce(), NOW,
                NOW.plus(Vouch.LIFE));
        assertUnfit("signed by the key", check.check(other.sign(stranger), Thumbprint.of(visitor)));
        assertInstanceOf(Vouched.class, check(vouch()), "the one who was here first");
        assertEquals(1, asked);
    }

    @Test
    void anOwnerCanHaveAHomeForgotten() throws StorageException {
        assertInstanceOf(Vouched.class, check(vouch()));
        assertTrue(homes.forget("home.example"));
        assertTrue(reopened().all().isEmpty());
    }

    private PinnedHomes reopened() throws StorageException {
        HomeKeys asking = home -> {
            asked++;
            return network.getOrDefault(home, new HomeKeys.NoKey("nobody there"));
        };
        return PinnedHomes.open(store.moderation(), asking, () -> now);
    }

    private Answer check(Vouch vouch) {
        return check.check(vouch.sign(home), Thumbprint.of(visitor));
    }

    private Vouch vouch() {
        return new Vouch(
                "home.example", home.publicKey(), "alice", 20, visitor, destination, nonce(), NOW,
                NOW.plus(Vouch.LIFE));
    }

    private static Vouch with(Vouch like, String visitor, String destination, Instant issued, Duration life) {
        return new Vouch(
                like.home(), like.homeKey(), like.account(), like.level(), visitor, destination, nonce(), issued,
                issued.plus(life));
    }

    private static void assertUnfit(String expected, Answer answer) {
        Unfit unfit = assertInstanceOf(Unfit.class, answer);
        assertTrue(unfit.why().contains(expected), unfit.why());
    }

    private static String nonce() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64Url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
