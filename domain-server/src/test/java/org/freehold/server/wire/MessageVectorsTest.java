// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.freehold.server.wire.MessageReader.Read;
import org.freehold.server.wire.MessageReader.Unreadable;
import org.junit.jupiter.api.Test;

/** The messages of docs/vectors are read and written as they stand there. */
final class MessageVectorsTest {
    private static final String KEY = "A".repeat(43);
    private static final String SIGNATURE = "A".repeat(86);
    private static final UUID BOX = id("ff");

    @Test
    void readsOrRefusesEveryMessageOfAClient() throws IOException {
        for (JsonNode vector : Vectors.read("client-messages.json")) {
            String about = vector.get("about").textValue();
            ByteBuf text = Unpooled.wrappedBuffer(vector.get("message").textValue().getBytes(UTF_8));
            JsonNode ref = vector.get("ref");
            switch (MessageReader.read(text)) {
                case Read read -> {
                    assertEquals("null", vector.get("refused").asText(), about);
                    if (read.message() instanceof ClientMessage.Request request) {
                        assertEquals(ref.longValue(), request.ref(), about);
                    }
                }
                case Unreadable refused -> {
                    assertEquals(vector.get("refused").asText(), refused.code().code(), about);
                    assertEquals(ref.isNull() ? null : (Long) ref.longValue(), refused.ref(), about);
                }
            }
        }
    }

    @Test
    void writesEveryMessageOfTheServer() throws IOException {
        Map<String, ServerMessage> messages = messages();
        Set<String> written = new HashSet<>();
        for (JsonNode vector : Vectors.read("server-messages.json")) {
            String about = vector.get("about").textValue();
            ServerMessage message = messages.get(about);
            assertNotNull(message, about);
            ByteBuf out = Unpooled.buffer(16);
            MessageWriter.write(message, out);
            assertEquals(vector.get("message").toString(), out.toString(UTF_8), about);
            written.add(about);
        }
        assertEquals(messages.keySet(), written);
    }

    @Test
    void appendsToWhatIsInTheBuffer() {
        ByteBuf out = Unpooled.buffer().writeByte('x');
        MessageWriter.write(new ServerMessage.Loaded(0), out);
        assertEquals("x{\"type\":\"loaded\",\"entities\":0}", out.toString(UTF_8));
    }

    private static Map<String, ServerMessage> messages() {
        return Map.ofEntries(
                Map.entry("hello", new ServerMessage.Hello(KEY, "Harbour", KEY, "freehold/0.1.0")),
                Map.entry("welcome", welcome()),
                Map.entry("welcome-back", welcomeBack()),
                Map.entry("you", new ServerMessage.You(7, "Heron", "newcomer", List.of(), null)),
                Map.entry(
                        "you-in-quarantine",
                        new ServerMessage.You(7, "Heron", "known", List.of("enter"), true, true, null)),
                Map.entry(
                        "you-with-limits",
                        new ServerMessage.You(
                                7,
                                "Heron",
                                "known",
                                List.of("enter", "chat"),
                                new ServerMessage.Limits(16384, 0, 0, 60, 1000, 32, 60))),
                Map.entry("entities", entities()),
                Map.entry("entities-of-one-kind", hide(List.of(BOX))),
                Map.entry("entities-of-no-kind", hide(List.of())),
                Map.entry("loaded", new ServerMessage.Loaded(61)),
                Map.entry("accepted", new ServerMessage.Accepted(1, BOX)),
                Map.entry("accepted-without-entity", new ServerMessage.Accepted((1L << 53) - 1, null)),
                Map.entry(
                        "refused",
                        new ServerMessage.Refused(
                                2L, ErrorCode.ENTITY_LOCKED, "the entity is locked", "Set locked to false first.")),
                Map.entry(
                        "refused-without-ref",
                        new ServerMessage.Refused(
                                null,
                                ErrorCode.NOT_JSON,
                                "message: nothing (expected: one JSON object)",
                                "Send JSON.")),
                Map.entry(
                        "people",
                        new ServerMessage.People(
                                List.of(
                                        new ServerMessage.Person(7, "Quiet Heron"),
                                        new ServerMessage.Person(2, "Amber Fox 🦊")),
                                List.of(new ServerMessage.Person(3, "Ann")),
                                List.of(new ServerMessage.Gone(4, "left"), new ServerMessage.Gone(5, "lost")))),
                Map.entry(
                        "people-gone",
                        new ServerMessage.People(
                                List.of(), List.of(), List.of(new ServerMessage.Gone(4, "removed")))),
                Map.entry(
                        "chat",
                        new ServerMessage.Chat(List.of(new ServerMessage.Line(
                                1, 1793200000000L, 2, "Amber Fox", "<b>\"Hi\"\\ \u0007")))),
                Map.entry("notice", new ServerMessage.Notice("world-read-only", true, "The disk is full.")),
                Map.entry("jump", new ServerMessage.Jump(new double[] {1.5, 0, -2})),
                Map.entry(
                        "notice-with-an-end",
                        new ServerMessage.Notice(
                                "muted", true, "A moderator has muted you: shouting",
                                "It ends on 4 December 2026, 18:00 UTC.", 1796407200000L)),
                Map.entry(
                        "notice-for-information",
                        new ServerMessage.Notice("claimed", false, "This domain is yours now.")),
                Map.entry("pong", new ServerMessage.Pong(9, 1793200000001L)),
                Map.entry(
                        "close",
                        new ServerMessage.Close(
                                ErrorCode.STOPPING, "The server stops.", "Come back in a minute.", 60)),
                Map.entry(
                        "close-banned",
                        new ServerMessage.Close(
                                ErrorCode.BANNED,
                                "You are banned here: flooding.",
                                "You may object at https://a.example/appeals.",
                                null,
                                new ServerMessage.KeptOut(1793200000000L, "https://a.example/appeals", "here"))),
                Map.entry(
                        "close-home-refused",
                        new ServerMessage.Close(
                                ErrorCode.HOME_REFUSED,
                                "Your home does not let you go there.",
                                "Ask at your home.",
                                null,
                                new ServerMessage.KeptOut(null, null, "home"))),
                Map.entry(
                        "close-for-good",
                        new ServerMessage.Close(
                                ErrorCode.PROTOCOL_VERSION, "protocol: 2", "Use another client.", null)));
    }

    private static ServerMessage welcome() {
        return new ServerMessage.Welcome(
                "k3Vh",
                false,
                new ServerMessage.You(7, "Quiet Heron", "member", List.of("build"), null),
                "Harbour",
                KEY,
                SIGNATURE,
                null,
                new ServerMessage.WorldInfo(
                        61, new double[] {0, 1.5, 0}, new double[] {0, 0, 0, 1}, Map.of("Pier", "/1,2,3/0,0,0,1")),
                new ServerMessage.Limits(1179648, 2000, 1000, 60, 1000, 32, 60),
                30,
                1793200000000L);
    }

    private static ServerMessage welcomeBack() {
        return new ServerMessage.Welcome(
                "k3Vh",
                true,
                new ServerMessage.You(7, "Quiet Heron", "newcomer", List.of(), null),
                "Harbour",
                KEY,
                SIGNATURE,
                "Be kind.\nNo \"shouting\".",
                new ServerMessage.WorldInfo(0, new double[] {0, 0, 0}, new double[] {0, 0, 0, 1}, Map.of()),
                new ServerMessage.Limits(16384, 0, 0, 60, 1000, 32, 60),
                30,
                1793200000000L);
    }

    private static ServerMessage entities() {
        return new ServerMessage.Entities(
                List.of(
                        utf8("{\"id\":\"{00112233-4455-6677-8899-aabbccddeeff}\",\"type\":\"Box\"}"),
                        utf8("{\"id\":\"{00112233-4455-6677-8899-aabbccddee00}\",\"type\":\"Text\",\"text\":\"Grüße\"}")),
                List.of(utf8(
                        "{\"id\":\"{00112233-4455-6677-8899-aabbccddeeff}\",\"color\":{\"red\":0},\"name\":null}")),
                List.of(id("01")),
                List.of(id("02"), id("03")),
                List.of(new ServerMessage.Moving(BOX, 65535)),
                List.of(id("04")));
    }

    private static ServerMessage hide(List<UUID> hidden) {
        return new ServerMessage.Entities(List.of(), List.of(), List.of(), hidden, List.of(), List.of());
    }

    private static byte[] utf8(String json) {
        return json.getBytes(UTF_8);
    }

    private static UUID id(String end) {
        return UUID.fromString("00112233-4455-6677-8899-aabbccddee" + end);
    }
}
