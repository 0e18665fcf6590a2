// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A rulebook as it is stored: one JSON document for each part. The lists are not among them; they have a store of their own. */
public final class RulebookDocuments {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final List<Part> PARTS = List.of(
            new Part("rules", Rulebook::rules, book -> book.rules().toJson(),
                    (book, json) -> book.with(Rules.fromJson(json))),
            new Part("roster", Rulebook::roster, book -> book.roster().toJson(),
                    (book, json) -> book.with(Roster.fromJson(json))),
            new Part("bans", Rulebook::bans, book -> book.bans().toJson(),
                    (book, json) -> book.with(Bans.fromJson(json))),
            new Part(
                    "overrides",
                    Rulebook::overrides,
                    book -> book.overrides().toJson(),
                    (book, json) -> book.with(Overrides.fromJson(json))),
            new Part("gate", Rulebook::gate, book -> book.gate().toJson(),
                    (book, json) -> book.with(Gate.fromJson(json))),
            new Part(
                    "outgoing",
                    Rulebook::outgoing,
                    book -> book.outgoing().toJson(),
                    (book, json) -> book.with(Outgoing.fromJson(json))),
            new Part(
                    "settings",
                    Rulebook::settings,
                    book -> book.settings().toJson(),
                    (book, json) -> book.with(Settings.fromJson(json))));

    private RulebookDocuments() {}

    /**
     * Reads what is stored over what holds initially.
     *
     * @param stored texts by the name of the part: {@code rules}, {@code roster}, {@code bans}, {@code overrides}, {@code gate},
     *     {@code outgoing}, {@code settings}; a missing one stays as it is initially, others are left alone
     * @throws Fault at the first thing that is wrong, with the name of the document and the path
     */
    public static Rulebook read(Rulebook initial, Map<String, String> stored) throws Fault {
        Rulebook rulebook = initial;
        for (Part part : PARTS) {
            String text = stored.get(part.name());
            if (text != null) {
                rulebook = part.reader().read(rulebook, parse(part.name(), text));
            }
        }
        return rulebook;
    }

    /** All parts as they are stored, by name. */
    public static Map<String, String> write(Rulebook rulebook) {
        Map<String, String> documents = new LinkedHashMap<>();
        for (Part part : PARTS) {
            documents.put(part.name(), part.writer().apply(rulebook).toString());
        }
        return documents;
    }

    /** Only the parts that differ between two rulebooks, as they are stored. */
    public static Map<String, String> changes(Rulebook before, Rulebook after) {
        Map<String, String> documents = new LinkedHashMap<>();
        for (Part part : PARTS) {
            if (!part.value().apply(before).equals(part.value().apply(after))) {
                documents.put(part.name(), part.writer().apply(after).toString());
            }
        }
        return documents;
    }

    private record Part(
            String name, Function<Rulebook, Object> value, Function<Rulebook, JsonNode> writer, Reader reader) {}

    private interface Reader {
        Rulebook read(Rulebook rulebook, JsonNode json) throws Fault;
    }

    private static JsonNode parse(String name, String text) throws Fault {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw Fault.badValue(name, e.getOriginalMessage(), "a JSON document");
        }
    }
}
