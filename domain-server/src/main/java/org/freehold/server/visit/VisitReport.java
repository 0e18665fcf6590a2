// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.freehold.server.wire.ShownValue;
import org.jspecify.annotations.Nullable;

/** What a visit saw, for scripts as one line of JSON and for people in words. */
final class VisitReport {
    private static final int HUNDRED = 100;

    private final @Nullable Welcome welcome;
    private final @Nullable End end;
    private final List<Answer.Refused> refusals;
    private final List<Visit.Return> returns;
    private final Map<String, Integer> byType = new TreeMap<>();
    private final List<String> others = new ArrayList<>();
    private final List<Mirror.ChatLine> messages;
    private final List<Mirror.Notice> notices;
    private final boolean loaded;
    private final OptionalLong firstMillis;
    private final OptionalLong hundredthMillis;
    private final OptionalLong lastMillis;
    private final VisitorLine.@Nullable Way way;
    private final OptionalLong roundTripMillis;
    private final long bytesIn;
    private final long bytesOut;

    /**
     * The state of a visit now.
     *
     * @param welcome null when the visitor was not let in
     * @param end how the visit ended; null when it goes on
     * @param refusals of what the visitor asked for
     * @param returns after the connection was lost
     * @param roundTripMillis of a ping; empty when there was none
     */
    VisitReport(
            VisitorClient client,
            @Nullable Welcome welcome,
            @Nullable End end,
            List<Answer.Refused> refusals,
            List<Visit.Return> returns,
            OptionalLong roundTripMillis) {
        this.way = client.way();
        this.roundTripMillis = roundTripMillis;
        this.welcome = welcome;
        this.end = end;
        this.refusals = List.copyOf(refusals);
        this.returns = List.copyOf(returns);
        Mirror mirror = client.mirror();
        mirror.entities().values().forEach(entity -> byType.merge(entity.path("type").asText(), 1, Integer::sum));
        mirror.people().forEach((handle, name) -> {
            if (welcome == null || handle != welcome.handle()) {
                others.add(name);
            }
        });
        messages = mirror.messages();
        notices = mirror.notices();
        loaded = mirror.isLoaded();
        firstMillis = client.millisUntil(1);
        hundredthMillis = client.millisUntil(HUNDRED);
        lastMillis = client.millisUntilLast();
        bytesIn = client.bytesIn();
        bytesOut = client.bytesOut();
    }

    String asJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("protocol", 1);
        if (welcome != null) {
            json.putObject("domain").put("name", welcome.domainName()).put("key", welcome.domainKey());
            ObjectNode you = json.putObject("you").put("handle", welcome.handle()).put("name", welcome.name());
            welcome.permissions().forEach(you.putArray("permissions")::add);
        }
        ObjectNode types = json.putObject("entities").put("total", total()).putObject("byType");
        byType.forEach(types::put);
        json.put("avatars", others.size());
        others.forEach(json.putArray("others")::add);
        ArrayNode lines = json.putArray("messages");
        messages.forEach(line -> lines.addObject()
                .put("id", line.id())
                .put("time", line.timeMillis())
                .put("name", line.name())
                .put("text", line.text()));
        ArrayNode read = json.putArray("notices");
        notices.forEach(
                notice -> read.addObject().put("code", notice.code()).put("message", notice.message()));
        if (welcome != null && way != null) {
            json.put("transport", way.transport()).put("path", way.path()).put("family", way.family());
            put(json, "roundTripMillis", roundTripMillis);
        }
        json.putObject("bytes").put("in", bytesIn).put("out", bytesOut);
        put(json, "firstEntityMs", firstMillis);
        put(json, "hundredthEntityMs", hundredthMillis);
        put(json, "lastEntityMs", lastMillis);
        json.put("loaded", loaded);
        if (!refusals.isEmpty()) {
            ArrayNode refused = json.putArray("refusals");
            refusals.forEach(one -> refused.addObject().put("code", one.code()).put("message", one.message()).put("do",
                    one.whatToDo()));
        }
        if (!returns.isEmpty()) {
            ArrayNode back = json.putArray("returns");
            returns.forEach(one -> back.addObject().put("lost", one.lost()).put("resumed", one.resumed())
                    .put("awayMillis", one.awayMillis()));
        }
        putEnd(json);
        return json.toString();
    }

    private void putEnd(ObjectNode json) {
        switch (end) {
            case null -> {
                // Nothing went wrong.
            }
            case End.Left _ -> {
                // Nothing went wrong.
            }
            case End.Closed closed -> json.putObject(welcome == null ? "refused" : "closed")
                    .put("code", closed.code())
                    .put("message", closed.message())
                    .put("do", closed.whatToDo());
            case End.Unreachable unreachable -> json.put("unreachable", unreachable.message());
            case End.BrokeOff brokeOff -> json.put("brokeOff", brokeOff.message());
            case End.Fault fault -> json.put("fault", fault.message());
        }
    }

    String asText() {
        if (welcome == null) {
            return "";
        }
        List<String> text = new ArrayList<>();
        text.add("In " + shown(welcome.domainName()) + " as " + shown(welcome.name())
                + (welcome.permissions().contains("build") ? ", who may build." : "."));
        text.add(total() + (total() == 1 ? " thing" : " things") + (loaded ? "" : " so far") + types() + ".");
        if (firstMillis.isPresent() && lastMillis.isPresent()) {
            text.add("The first came after " + firstMillis.getAsLong() + " ms, the last after "
                    + lastMillis.getAsLong() + " ms.");
        }
        text.add(others.isEmpty()
                ? "Nobody else is here."
                : others.stream().map(VisitReport::shown).collect(Collectors.joining(", ", "Also here: ", ".")));
        messages.forEach(line -> text.add(shown(line.name()) + ": " + sentence(line.text())));
        notices.forEach(notice -> text.add("Notice: " + sentence(notice.message())));
        if (way != null) {
            text.add("Over " + (way.transport().equals("webrtc") ? "WebRTC" : "a WebSocket")
                    + (way.path().equals("relayed") ? ", through a relay" : "")
                    + (roundTripMillis.isPresent() ? "; a ping took " + roundTripMillis.getAsLong() + " ms." : "."));
        }
        returns.forEach(one -> text.add("Lost the connection (" + sentence(one.lost()) + ") and came back after "
                + one.awayMillis() + " ms, " + (one.resumed() ? "to the same session." : "to a new session.")));
        text.add("Received " + bytesIn + " bytes, sent " + bytesOut + ".");
        return lines(text);
    }

    /** What went wrong, for people; empty when nothing did. */
    String problems() {
        List<String> text = new ArrayList<>();
        refusals.forEach(refused -> text.add("Refused (" + shown(refused.code()) + "): " + sentence(refused.message())
                + " - " + sentence(refused.whatToDo())));
        switch (end) {
            case null -> {
                // Nothing went wrong.
            }
            case End.Left _ -> {
                // Nothing went wrong.
            }
            case End.Closed closed -> text.add((welcome == null ? "Not let in (" : "Sent away (") + shown(closed.code())
                    + "): " + sentence(closed.message()) + " - " + sentence(closed.whatToDo()));
            case End.Unreachable unreachable -> text.add("Not reachable: " + sentence(unreachable.message()));
            case End.BrokeOff brokeOff -> text.add("Broke off: " + sentence(brokeOff.message()));
            case End.Fault fault -> text.add("Protocol fault: " + sentence(fault.message()));
        }
        return lines(text);
    }

    private int total() {
        return byType.values().stream().mapToInt(Integer::intValue).sum();
    }

    private String types() {
        return byType.isEmpty()
                ? ""
                : byType.entrySet().stream()
                        .map(type -> type.getValue() + " " + shown(type.getKey()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String shown(String fromTheDomain) {
        return ShownValue.of(fromTheDomain, 64);
    }

    private static String sentence(String fromTheDomain) {
        return ShownValue.of(fromTheDomain, 1000);
    }

    private static String lines(List<String> text) {
        return text.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static void put(ObjectNode json, String name, OptionalLong value) {
        if (value.isPresent()) {
            json.put(name, value.getAsLong());
        } else {
            json.putNull(name);
        }
    }
}
