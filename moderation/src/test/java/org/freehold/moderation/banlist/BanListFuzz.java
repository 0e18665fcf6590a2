// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.Jcs;
import org.freehold.moderation.signed.Mutations;
import org.freehold.moderation.signed.StrictJson;
import org.junit.jupiter.api.Test;

/** Documents that are nearly lists are read or refused, never with another exception, and what is read can be written and read as the same. */
final class BanListFuzz {
    private static final int ROUNDS = 10_000;
    private static final String READ = "read";
    private static final Mutations MUTATIONS = new Mutations(
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0007", "\\u000a", "\\n", "\\ud800", "\\u00e9", "é", "🦊",
            "null", "true", "-", "0", "-0",
            "1.5", "1e3",
            "9007199254740992", "9007199254740991", "\"a\":1,", "\"zz\":[],", "{},", "\"x\",", "\"form\":\"plain\",",
            "\"form\":\"hashed\",",
            "\"entries\":[],", "\"retracted\":[],",
            "\0", "\u202e", " ", "\n", "[[[[[[[[[[[[[[[[[", "\uFEFF", "monitor", "warn", "deny", "home", "key", "2027-",
            "2025-", "self-test", "e-1-1",
            "co.uk");

    @Test
    void mutatedListsAreReadOrRefused() {
        Random random = new Random(4);
        byte[][] seeds = {seed(), relays(), register()};
        Set<String> verdicts = new TreeSet<>();
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = MUTATIONS.of(seeds[random.nextInt(seeds.length)], random);
            String verdict = verdict(bytes);
            verdicts.add(verdict);
            read += verdict.equals(READ) ? 1 : 0;
        }
        assertTrue(read > ROUNDS / 100 && read < ROUNDS / 2, "read: " + read);
        assertTrue(verdicts.containsAll(Set.of(
                "not-json", "bad-text", "bad-number", "duplicate-name", "too-deep", "not-canonical", "unknown-member",
                "bad-word")), verdicts.toString());
    }

    /** Mutations of bytes seldom leave a document canonical; these do, and are wrong in what they say. */
    @Test
    void listsWithMembersOutOfPlaceAreReadOrRefused() throws DocumentFault {
        Random random = new Random(5);
        byte[][] seeds = {seed(), relays(), register()};
        Set<String> verdicts = new TreeSet<>();
        for (int i = 0; i < ROUNDS; i++) {
            ObjectNode document = StrictJson.parse(seeds[random.nextInt(seeds.length)], BanList.MAX_BYTES);
            for (int changes = random.nextInt(1, 3); changes > 0; changes--) {
                ObjectNode into = object(document, random);
                ObjectNode from = object(document, random);
                String name = name(from, random);
                switch (random.nextInt(3)) {
                    case 0 -> into.remove(name(into, random));
                    case 1 -> into.set(name(into, random), from.get(name).deepCopy());
                    default -> into.set(name, from.get(name).deepCopy());
                }
            }
            verdicts.add(verdict(Jcs.bytes(document)));
        }
        assertTrue(verdicts.size() > 12, verdicts.toString());
    }

    /** Why it was refused, or that it was read. */
    private static String verdict(byte[] bytes) {
        try {
            return switch (BanListReader.read(bytes)) {
                case BanListReader.Refused refused -> refused.fault().code();
                case BanListReader.Read read -> {
                    BanList again = assertInstanceOf(
                            BanListReader.Read.class, BanListReader.read(BanListWriter.bytes(read.list()))).list();
                    assertEquals(read.list(), again, () -> new String(bytes, UTF_8));
                    yield READ;
                }
            };
        } catch (DocumentFault fault) {
            return fault.reason().text();
        }
    }

    private static byte[] seed() {
        BanListPublisher.Next first = first();
        return Lists.next(
                Lists.head("a"), first, Lists.NOON,
                new BanListPublisher.Retract(first.list().entries().get(2).id(), "appeal accepted é"))
                .bytes();
    }

    private static BanListPublisher.Next first() {
        return Lists.next(
                Lists.head("a"),
                null,
                Lists.NOON,
                Lists.add("account:mallory@bad.example", Action.DENY, Category.FLOODING, Category.SPAM),
                Lists.add("home:bad.example", Action.QUARANTINE),
                Lists.add("asset:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", Action.WARN));
    }

    private static byte[] relays() {
        return Lists.next(Lists.head("b"), null, Lists.NOON, Lists.relays(first())).bytes();
    }

    private static byte[] register() {
        return Lists.next(
                Lists.head(BanList.Kind.REGISTER, "r"), null, Lists.NOON,
                new BanListPublisher.Judge(
                        Lists.subject("home:bad.example"), new Entry.Grades(Grade.GOOD, Grade.POOR), "nobody answers",
                        null, null))
                .bytes();
    }

    /** The document, or an object in it. */
    private static ObjectNode object(ObjectNode document, Random random) {
        ObjectNode object = document;
        while (random.nextInt(4) > 0) {
            var child = object.get(name(object, random));
            if (child instanceof ArrayNode array && !array.isEmpty()) {
                child = array.get(random.nextInt(array.size()));
            }
            if (!(child instanceof ObjectNode inner) || inner.isEmpty()) {
                return object;
            }
            object = inner;
        }
        return object;
    }

    private static String name(ObjectNode object, Random random) {
        return object.properties().stream().skip(random.nextInt(object.size())).findFirst().orElseThrow().getKey();
    }
}
