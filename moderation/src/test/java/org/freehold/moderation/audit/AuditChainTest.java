// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.freehold.moderation.audit.AuditChain.Broken;
import org.freehold.moderation.audit.AuditChain.Head;
import org.freehold.moderation.audit.AuditChain.Line;
import org.freehold.moderation.audit.AuditChain.Whole;
import org.junit.jupiter.api.Test;

/** A log in which nothing can be changed unseen (B-33). */
final class AuditChainTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

    private final List<String> lines = chain(5);

    @Test
    void aLineIsCanonicalAndNamesTheOneBefore() {
        assertEquals(
                "{\"at\":\"2026-11-20T12:00:00.123Z\",\"by\":\"shell\",\"details\":{\"reason\":\"flood 1\"},\"prev\":\"\",\"seq\":1,\"subject\":\"home:a.example\",\"what\":\"ban/add\"}",
                lines.getFirst());
        // The hash as sha256sum and base64 make it of the line above.
        assertEquals(
                "{\"at\":\"2026-11-20T12:00:00.123Z\",\"by\":\"shell\",\"details\":{\"reason\":\"flood 2\"},\"prev\":\"sha-256:473xdtja3wN7XEP3F9Sq4_jlCiUp2Bkcme7amAiRrOE\",\"seq\":2,\"subject\":\"home:a.example\",\"what\":\"ban/add\"}",
                lines.get(1));
    }

    @Test
    void anUntouchedChainIsWhole() {
        Whole whole = assertInstanceOf(Whole.class, AuditChain.verify(lines.iterator()));
        assertEquals(5, whole.head().seq());
        assertEquals(new Whole(Head.EMPTY), AuditChain.verify(Collections.emptyIterator()));
    }

    @Test
    void anEditedLineBreaksTheChainThere() {
        for (int at = 0; at < 4; at++) {
            List<String> edited = new ArrayList<>(lines);
            edited.set(at, edited.get(at).replace("flood", "friend"));
            // Its own members still fit; the next line knows another hash.
            assertEquals(at + 2, brokenAt(edited));
        }
    }

    @Test
    void anEditOfTheLastLineShowsInTheHead() {
        List<String> edited = new ArrayList<>(lines);
        edited.set(4, edited.get(4).replace("flood", "friend"));
        Whole before = assertInstanceOf(Whole.class, AuditChain.verify(lines.iterator()));
        Whole after = assertInstanceOf(Whole.class, AuditChain.verify(edited.iterator()));
        assertEquals(before.head().seq(), after.head().seq());
        assertEquals(false, before.head().equals(after.head()));
    }

    @Test
    void aMissingDoubledOrMovedLineBreaksTheChain() {
        List<String> missing = new ArrayList<>(lines);
        missing.remove(2);
        assertEquals(3, brokenAt(missing));
        List<String> beheaded = lines.subList(1, 5);
        assertEquals(1, brokenAt(beheaded));
        List<String> doubled = new ArrayList<>(lines);
        doubled.add(2, lines.get(1));
        assertEquals(3, brokenAt(doubled));
        List<String> moved = new ArrayList<>(lines);
        Collections.swap(moved, 1, 2);
        assertEquals(2, brokenAt(moved));
    }

    @Test
    void whatIsNoLineOfALogIsSaidToBeBroken() {
        for (String line : List.of(
                "",
                "rubbish",
                "[".repeat(200_000),
                lines.getFirst() + " ",
                lines.getFirst().replace("\"seq\":1", "\"seq\":1e0"),
                lines.getFirst().replace("\"seq\":1", "\"seq\":\"1\""),
                lines.getFirst().replace(",\"what\":\"ban/add\"", ""),
                lines.getFirst().replace("}", ",\"z\":1}"),
                lines.getFirst().replace("flood", "\ud800"))) {
            assertEquals(1, brokenAt(List.of(line)));
        }
    }

    @Test
    void verificationGoesOnFromAKnownHead() {
        Head second = ((Whole) AuditChain.verify(lines.subList(0, 2).iterator())).head();
        assertEquals(
                AuditChain.verify(lines.iterator()),
                AuditChain.verify(lines.subList(2, 5).iterator(), second));
        assertInstanceOf(Broken.class, AuditChain.verify(lines.subList(3, 5).iterator(), second));
    }

    @Test
    void whatCouldNotBeReadBackIsNotWritten() {
        ObjectNode fraction = JsonNodeFactory.instance.objectNode().put("half", 0.5);
        assertThrows(IllegalArgumentException.class, () -> AuditChain.next(Head.EMPTY, entry(fraction)));
        ObjectNode large = JsonNodeFactory.instance.objectNode().put("text", "x".repeat(AuditChain.MAX_LINE_BYTES));
        assertThrows(IllegalArgumentException.class, () -> AuditChain.next(Head.EMPTY, entry(large)));
    }

    private static long brokenAt(List<String> lines) {
        return assertInstanceOf(Broken.class, AuditChain.verify(lines.iterator())).line();
    }

    private static List<String> chain(int length) {
        List<String> lines = new ArrayList<>();
        Head head = Head.EMPTY;
        for (int i = 1; i <= length; i++) {
            Line line = AuditChain.next(
                    head, entry(JsonNodeFactory.instance.objectNode().put("reason", "flood " + i)));
            lines.add(line.text());
            head = line.head();
        }
        return lines;
    }

    private static AuditRecord entry(ObjectNode details) {
        return new AuditRecord(NOON, "shell", "ban/add", "home:a.example", details);
    }
}
