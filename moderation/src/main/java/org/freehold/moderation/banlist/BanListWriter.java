// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes what {@link BanListReader} reads. Any thread. */
public final class BanListWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private BanListWriter() {}

    /** The document as an object; its canonical bytes are what is signed. */
    public static ObjectNode document(BanList list) {
        ObjectNode document = JSON.objectNode();
        document.put("type", list.kind().type());
        document.put("list", list.list());
        document.put("issuer", list.issuer());
        document.put("seq", list.seq());
        if (list.previous() != null) {
            document.put("prev", list.previous());
        }
        document.put("issued", list.issued().toString());
        document.put("expires", list.expires().toString());
        document.put("title", list.title());
        document.put("criteria", list.criteria());
        document.put("appeals", list.appeals());
        document.put("scope", list.scope().text());
        document.putObject("selftest")
                .put("hit", list.selfTest().hit())
                .put("miss", list.selfTest().miss());
        ArrayNode entries = document.putArray("entries");
        list.entries().forEach(entry -> entries.add(entry(entry)));
        ArrayNode retracted = document.putArray("retracted");
        list.retractions().forEach(retraction -> retracted.add(retraction(retraction)));
        return document;
    }

    private static ObjectNode retraction(Retraction retraction) {
        ObjectNode json = JSON.objectNode()
                .put("id", retraction.id())
                .put("since", retraction.since().toString())
                .put("reason", retraction.reason());
        Retraction.Source relay = retraction.relay();
        if (relay != null) {
            json.putObject("relay").put("list", relay.list()).put("id", relay.id());
        }
        return json;
    }

    /** One entry, as it stands in documents. */
    public static ObjectNode entry(Entry entry) {
        ObjectNode json = JSON.objectNode();
        json.put("id", entry.id());
        json.putObject("subject")
                .put("kind", entry.subject().kind().text())
                .put("value", entry.subject().value());
        Entry.Grades grades = entry.grades();
        if (grades == null) {
            json.put("action", entry.action().text());
            ArrayNode categories = json.putArray("categories");
            entry.categories().forEach(categories::add);
        } else {
            json.put("reliability", grades.reliability().text());
            json.put("protection", grades.protection().text());
        }
        json.put("reason", entry.reason());
        Entry.Relay relay = entry.relay();
        if (relay != null) {
            json.put("origin", entry.origin());
            json.putObject("relay")
                    .put("list", relay.list())
                    .put("id", relay.id())
                    .put("action", relay.action().text())
                    .put("document", relay.document());
        }
        if (entry.evidence() != null) {
            json.put("evidence", entry.evidence());
        }
        json.put("since", entry.since().toString());
        json.put("expires", entry.expires().toString());
        if (entry.review() != null) {
            json.put("review", entry.review().toString());
        }
        return json;
    }
}
