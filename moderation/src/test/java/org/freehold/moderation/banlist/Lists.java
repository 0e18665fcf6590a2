// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Action;
import org.freehold.moderation.Category;
import org.freehold.moderation.Subject;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.Jcs;
import org.freehold.moderation.signed.StrictJson;
import org.jspecify.annotations.Nullable;

/** Lists for tests, as their publishers would make them. */
public final class Lists {
    public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static final ObjectWriter JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writer();

    private Lists() {}

    /** A fingerprint of a key that has this name here. */
    public static String key(String name) {
        return Thumbprint.of(name);
    }

    /** The head of the list of this publisher, such as {@code a} at {@code a.example}. */
    public static BanListPublisher.Head head(String publisher) {
        return head(BanList.Kind.BAN_LIST, publisher);
    }

    public static BanListPublisher.Head head(BanList.Kind kind, String publisher) {
        String home = "https://" + publisher + ".example";
        return new BanListPublisher.Head(
                kind,
                home + "/lists/main",
                key(publisher),
                "Main list of " + publisher,
                home + "/criteria",
                home + "/appeals",
                Scope.RULE,
                BanListPublisher.USUAL_LIFE);
    }

    public static Subject subject(String text) {
        return Subject.parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    public static BanListPublisher.Add add(String subject, Action action, Category... categories) {
        return new BanListPublisher.Add(
                subject(subject),
                action,
                categories.length == 0 ? Set.of(Category.SPAM) : Set.of(categories),
                "object flood, third time",
                null,
                null,
                null);
    }

    /** The next document, which must come about. */
    public static BanListPublisher.Next next(
            BanListPublisher.Head head,
            BanListPublisher.@Nullable Next previous,
            Instant now,
            BanListPublisher.Change... changes) {
        BanListPublisher.Previous before =
                previous == null ? null : new BanListPublisher.Previous(previous.list(), previous.bytes());
        return switch (BanListPublisher.next(head, before, List.of(changes), now)) {
            case BanListPublisher.Next next -> next;
            case BanListPublisher.Refused refused -> throw new AssertionError(refused.faults());
        };
    }

    /** Passes on all that these lists say. */
    public static BanListPublisher.Relays relays(BanListPublisher.Next... sources) {
        return new BanListPublisher.Relays(List.of(sources).stream().map(each -> relay(each, Action.DENY)).toList());
    }

    /** Passes on all that this list says. */
    public static BanListPublisher.Relay relay(BanListPublisher.Next source, Action cap) {
        BanList list = source.list();
        return new BanListPublisher.Relay(
                list, Digest.of(source.bytes()),
                list.entries().stream().filter(entry -> !list.isSelfTest(entry)).toList(), cap);
    }

    /** A whole small document, to be spoiled by tests. */
    public static ObjectNode document() {
        return document(next(
                head("a"),
                null,
                NOON,
                add("account:mallory@bad.example", Action.DENY, Category.FLOODING))
                .list());
    }

    /** A whole document as a tree, to be spoiled by tests. */
    public static ObjectNode document(BanList list) {
        try {
            return StrictJson.parse(BanListWriter.bytes(list), BanList.MAX_BYTES);
        } catch (DocumentFault fault) {
            throw new AssertionError(fault);
        }
    }

    /** The entry about mallory in {@link #document()}. */
    public static ObjectNode entry(ObjectNode document) {
        return (ObjectNode) ((ArrayNode) document.get("entries")).get(1);
    }

    /** Reads what must be readable. */
    public static BanList read(ObjectNode document) {
        try {
            return switch (BanListReader.read(bytes(document))) {
                case BanListReader.Read read -> read.list();
                case BanListReader.Refused refused -> throw new AssertionError(refused.fault());
            };
        } catch (DocumentFault e) {
            throw new AssertionError(e);
        }
    }

    /** The code of the fault of what must not be readable; {@code read} when it was read. */
    public static String fault(ObjectNode document) {
        try {
            return switch (BanListReader.read(bytes(document))) {
                case BanListReader.Read read -> "read";
                case BanListReader.Refused refused -> refused.fault().code();
            };
        } catch (DocumentFault e) {
            return e.reason().text();
        }
    }

    /** Canonical, unless the document has something for which there is no canonical form. */
    static byte[] bytes(ObjectNode document) {
        try {
            return Jcs.bytes(document);
        } catch (IllegalArgumentException noCanonicalForm) {
            try {
                return JSON.writeValueAsBytes(document);
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
    }
}
