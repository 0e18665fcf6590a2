// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.signed.DocumentFault.Reason;
import org.freehold.moderation.signed.KeySet.Step;
import org.freehold.moderation.signed.SignedDocument.Publication;
import org.junit.jupiter.api.Test;

/** Whose signature counts, and how that changes (B-04): the cases of the TUF conformance suite for the rotation of its root keys. */
final class KeySetTest {
    private final SigningKey a = TestKeys.key(1);
    private final SigningKey b = TestKeys.key(2);
    private final SigningKey c = TestKeys.key(3);
    private final SigningKey d = TestKeys.key(4);

    @Test
    void aKeyIsReplacedWhenBothHaveSigned() throws DocumentFault {
        KeySet first = set(1, 1, a);
        KeySet second = first.next(step(set(2, 1, b), a, b));
        assertEquals(set(2, 1, b), second);
        second.requireEnough(Set.of(b.thumbprint()));
        assertEquals(Reason.UNTRUSTED, untrusted(second, a));
    }

    @Test
    void theOldKeysAloneCannotNameNewOnes() {
        assertEquals(Reason.UNTRUSTED, refused(set(1, 1, a), step(set(2, 1, b), a)));
    }

    @Test
    void theNewKeysAloneCannotNameThemselves() {
        assertEquals(Reason.UNTRUSTED, refused(set(1, 1, a), step(set(2, 1, b), b)));
    }

    @Test
    void strangersSignaturesDoNotCountAndDoNotHarm() throws DocumentFault {
        assertEquals(Reason.UNTRUSTED, refused(set(1, 2, a, b), step(set(2, 1, a), a, c, d)));
        assertEquals(set(2, 1, a), set(1, 1, a).next(step(set(2, 1, a), a, c, d)));
    }

    @Test
    void theOldThresholdMustBeReachedByOldKeys() throws DocumentFault {
        KeySet first = set(1, 2, a, b, c);
        assertEquals(Reason.UNTRUSTED, refused(first, step(set(2, 1, d), a, d)));
        assertEquals(set(2, 1, d), first.next(step(set(2, 1, d), a, c, d)));
    }

    @Test
    void theNewThresholdMustBeReachedByNewKeys() throws DocumentFault {
        KeySet first = set(1, 1, a);
        KeySet next = set(2, 2, b, c, d);
        assertEquals(Reason.UNTRUSTED, refused(first, step(next, a, b)));
        assertEquals(next, first.next(step(next, a, b, c)));
    }

    @Test
    void aRaisedThresholdHoldsForTheStepThatRaisesIt() throws DocumentFault {
        KeySet first = set(1, 1, a, b);
        assertEquals(Reason.UNTRUSTED, refused(first, step(set(2, 2, a, b), a)));
        assertEquals(set(2, 2, a, b), first.next(step(set(2, 2, a, b), a, b)));
    }

    @Test
    void aLoweredThresholdDoesNotHoldForTheStepThatLowersIt() throws DocumentFault {
        KeySet first = set(1, 2, a, b);
        assertEquals(Reason.UNTRUSTED, refused(first, step(set(2, 1, a, b), a)));
        assertEquals(set(2, 1, a, b), first.next(step(set(2, 1, a, b), a, b)));
    }

    @Test
    void aKeyCountsOnceHoweverOftenItSigned() {
        assertEquals(Reason.UNTRUSTED, refused(set(1, 2, a, b), step(set(2, 2, a, b), a, a, a)));
        DocumentFault fault = assertThrows(
                DocumentFault.class,
                () -> set(1, 2, a, b).requireEnough(List.of(a.thumbprint(), a.thumbprint())));
        assertEquals(Reason.UNTRUSTED, fault.reason());
    }

    @Test
    void aKeyThatStandsTwiceInASetIsRefused() {
        ObjectNode members = set(2, 2, a, b).members();
        members.putArray("keys").add(a.thumbprint()).add(a.thumbprint());
        assertEquals(Reason.BAD_MEMBER, refused(set(1, 1, a), step(members, a)));
    }

    @Test
    void versionsRiseByOne() {
        KeySet third = set(3, 1, a);
        for (int version : new int[] {1, 2, 3, 5, 1_000_000}) {
            assertEquals(Reason.WRONG_VERSION, refused(third, step(set(version, 1, a), a)), "version " + version);
        }
    }

    @Test
    void aVersionThatUsesUpAllOthersIsRefused() {
        for (long version : new long[] {0, -1, 1_000_001, StrictJson.MAX_INTEGER}) {
            ObjectNode members = set(1, 1, a).members().put("version", version);
            assertEquals(Reason.BAD_MEMBER, refused(KeySet.pinned(a.thumbprint()), step(members, a)),
                    "version " + version);
        }
    }

    @Test
    void aChainIsWalkedStepByStep() throws DocumentFault {
        List<Step> chain = chain();
        assertEquals(set(4, 1, d), KeySet.pinned(a.thumbprint()).walk(chain));
        KeySet first = set(1, 1, a);
        assertEquals(set(4, 1, d), first.walk(chain.subList(1, 4)));
        assertSame(first, first.walk(List.of()));
    }

    @Test
    void aChainWithAGapOrInAnotherOrderIsRefused() {
        List<Step> gap = new ArrayList<>(chain());
        gap.remove(2);
        assertThrows(DocumentFault.class, () -> KeySet.pinned(a.thumbprint()).walk(gap));
        List<Step> moved = new ArrayList<>(chain());
        Collections.swap(moved, 1, 2);
        assertThrows(DocumentFault.class, () -> KeySet.pinned(a.thumbprint()).walk(moved));
    }

    @Test
    void aChainIsNotWalkedForEver() {
        List<Step> endless = Collections.nCopies(KeySet.MAX_STEPS + 1, chain().getFirst());
        DocumentFault fault = assertThrows(DocumentFault.class, () -> KeySet.pinned(a.thumbprint()).walk(endless));
        assertEquals(Reason.TOO_LARGE, fault.reason());
    }

    @Test
    void whoPinsALaterKeyStartsWhereThatKeyCounts() throws DocumentFault {
        assertEquals(set(4, 1, d), KeySet.pinned(d.thumbprint()).next(chain().get(3)));
        assertEquals(Reason.UNTRUSTED, refused(KeySet.pinned(d.thumbprint()), chain().getFirst()));
    }

    @Test
    void whenAllKeysAreLostOnlyANewPinLeadsOn() throws DocumentFault {
        KeySet old = set(7, 1, a);
        Step fresh = step(set(1, 1, d), d);
        assertEquals(Reason.UNTRUSTED, refused(old, fresh));
        assertEquals(set(1, 1, d), KeySet.pinned(d.thumbprint()).next(fresh));
    }

    @Test
    void aLostKeyIsReplacedByTheOthers() throws DocumentFault {
        assertEquals(set(2, 2, b, c, d), set(1, 2, a, b, c).next(step(set(2, 2, b, c, d), b, c)));
    }

    @Test
    void aWrongSignatureSpoilsTheStepEvenBesideEnoughRightOnes() {
        byte[] bytes = Jcs.bytes(set(2, 1, a).members());
        String jws = DetachedJws.text(
                List.of(DetachedJws.sign(bytes, a), DetachedJws.sign(Jcs.bytes(set(3, 1, a).members()), b)));
        assertEquals(Reason.WRONG_SIGNATURE, refused(set(1, 1, a), new Step(bytes, jws)));
    }

    @Test
    void aDocumentOfAnotherKindIsNoKeySet() {
        ObjectNode list = set(2, 1, a).members().put("type", "freehold.banlist/1");
        assertEquals(Reason.BAD_MEMBER, refused(set(1, 1, a), step(list, a)));
        ObjectNode more = set(2, 1, a).members().put("until", "2027");
        assertEquals(Reason.BAD_MEMBER, refused(set(1, 1, a), step(more, a)));
    }

    @Test
    void setsThatMakeNoSenseAreRefused() {
        KeySet pin = KeySet.pinned(a.thumbprint());
        for (int threshold : new int[] {0, -1, 2}) {
            ObjectNode members = set(1, 1, a).members().put("threshold", threshold);
            assertEquals(Reason.BAD_MEMBER, refused(pin, step(members, a)), "threshold " + threshold);
        }
        ObjectNode none = set(1, 1, a).members();
        none.putArray("keys");
        assertEquals(Reason.BAD_MEMBER, refused(pin, step(none, a)));
        ObjectNode noArray = set(1, 1, a).members();
        noArray.putObject("keys").put("0", a.thumbprint());
        assertEquals(Reason.BAD_MEMBER, refused(pin, step(noArray, a)));
        ObjectNode text = set(1, 1, a).members().put("version", "1");
        assertEquals(Reason.BAD_MEMBER, refused(pin, step(text, a)));
        ObjectNode noKey = set(1, 1, a).members();
        noKey.putArray("keys").add("*");
        assertEquals(Reason.BAD_MEMBER, refused(pin, step(noKey, a)));
        ObjectNode many = set(1, 1, a).members();
        var keys = many.putArray("keys");
        TreeSet<String> thumbprints = new TreeSet<>();
        for (int i = 1; i <= 17; i++) {
            thumbprints.add(TestKeys.key(i).thumbprint());
        }
        thumbprints.forEach(keys::add);
        assertEquals(Reason.BAD_MEMBER, refused(pin, step(many, a)));
        assertEquals(Reason.BAD_MEMBER, refused(pin, step(JsonNodeFactory.instance.objectNode(), a)));
    }

    /** 1: a. 2: a, b and c, of which two. 3: c and d, of which two. 4: d. */
    private List<Step> chain() {
        return List.of(
                step(set(1, 1, a), a),
                step(set(2, 2, a, b, c), a, b),
                step(set(3, 2, c, d), b, c, d),
                step(set(4, 1, d), c, d));
    }

    private static KeySet set(int version, int threshold, SigningKey... keys) {
        TreeSet<String> thumbprints = new TreeSet<>();
        for (SigningKey key : keys) {
            thumbprints.add(key.thumbprint());
        }
        return new KeySet(version, threshold, thumbprints);
    }

    private static Step step(KeySet set, SigningKey... signers) {
        return step(set.members(), signers);
    }

    private static Step step(ObjectNode members, SigningKey... signers) {
        Publication published = SignedDocument.sign(members, Arrays.asList(signers));
        return new Step(published.bytes(), published.jws());
    }

    private static Reason refused(KeySet set, Step step) {
        return assertThrows(DocumentFault.class, () -> set.next(step)).reason();
    }

    private static Reason untrusted(KeySet set, SigningKey signer) {
        return assertThrows(DocumentFault.class, () -> set.requireEnough(Set.of(signer.thumbprint()))).reason();
    }
}
