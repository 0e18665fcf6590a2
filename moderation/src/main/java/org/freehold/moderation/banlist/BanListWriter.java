// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.freehold.moderation.signed.Jcs;

/** Writes what {@link BanListReader} reads. Any thread. */
public final class BanListWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ENTRIES = "entries";
    private static final String RETRACTED = "retracted";

    private BanListWriter() {}

    /** The canonical bytes of the document, which are what is signed. Written entry by entry, for a long list is too much for a tree. */
    public static byte[] bytes(BanList list) {
        Map<String, JsonNode> members = new TreeMap<>();
        head(list).properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        members.put(ENTRIES, NullNode.getInstance());
        members.put(RETRACTED, NullNode.getInstance());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String separator = "{";
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            write(out, separator + '"' + member.getKey() + "\":");
            switch (member.getKey()) {
                case ENTRIES -> write(out, list.entries(), BanListWriter::entry);
                case RETRACTED -> write(out, list.retractions(), BanListWriter::retraction);
                default -> out.writeBytes(Jcs.bytes(member.getValue()));
            }
            separator = ",";
        }
        write(out, "}");
        return out.toByteArray();
    }

    private static <T> void write(ByteArrayOutputStream out, List<T> elements, Function<T, ObjectNode> json) {
        String separator = "";
        write(out, "[");
        for (T element : elements) {
            write(out, separator);
            out.writeBytes(Jcs.bytes(json.apply(element)));
            separator = ",";
        }
        write(out, "]");
    }

    private static void write(ByteArrayOutputStream out, String ascii) {
        out.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static ObjectNode head(BanList list) {
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
