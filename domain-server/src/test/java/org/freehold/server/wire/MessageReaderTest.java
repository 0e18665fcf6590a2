// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.freehold.server.wire.MessageReader.Read;
import org.freehold.server.wire.MessageReader.Unreadable;
import org.junit.jupiter.api.Test;

/** What {@link MessageReader} takes and what it says of the rest. */
final class MessageReaderTest {
    private static final String ID = "{00112233-4455-6677-8899-aabbccddeeff}";
    private static final String KEY = "A".repeat(43);
    private static final String HELLO = "{\"type\":\"hello\",\"protocol\":1,\"key\":\"" + KEY + "\",\"nonce\":\"" + KEY
            + "\",\"time\":1793200000000,\"signature\":\"" + "A".repeat(86) + "\"";

    @Test
    void readsHelloWithNothingOptional() {
        ClientMessage.Hello hello = assertInstanceOf(ClientMessage.Hello.class, message(HELLO + "}"));
        assertEquals(KEY, hello.key());
        assertEquals(KEY, hello.nonce());
        assertArrayEquals(new byte[64], hello.signature());
        assertNull(hello.name());
        assertNull(hello.position());
        assertFalse(hello.everything());
        assertNull(hello.claim());
        assertNull(hello.resume());
        assertEquals(1_793_200_000_000L, hello.timeMillis());
        assertNull(hello.portable());
        assertNull(hello.vouch());
    }

    @Test
    void readsHelloWithEverythingOptional() {
        ClientMessage.Hello hello = assertInstanceOf(ClientMessage.Hello.class, message(HELLO
                + ",\"name\":\"Ann\",\"position\":{\"x\":1,\"y\":-2.5,\"z\":16384},\"everything\":true,\"claim\":\"c\","
                + "\"resume\":{\"session\":\"s\",\"chat\":0},\"software\":\"visitor/1\",\"unknown\":[{}]}"));
        assertEquals("Ann", hello.name());
        assertArrayEquals(new double[] {1, -2.5, 16384}, hello.position());
        assertTrue(hello.everything());
        assertEquals("c", hello.claim());
        assertEquals(new ClientMessage.Resume("s", 0), hello.resume());
        assertEquals("visitor/1", hello.software());
    }

    @Test
    void takesNullForAnAbsentOptionalMember() {
        ClientMessage.Hello hello =
                assertInstanceOf(ClientMessage.Hello.class, message(HELLO + ",\"name\":null,\"resume\":null}"));
        assertNull(hello.name());
        assertNull(hello.resume());
    }

    @Test
    void readsEditsWithMembersInAnyOrderAndIdsInAnyForm() {
        UUID id = UUID.fromString(ID.substring(1, 37));
        for (String form : new String[] {ID, ID.substring(1, 37), ID.toUpperCase(java.util.Locale.ROOT)}) {
            ClientMessage.Edit edit = assertInstanceOf(
                    ClientMessage.Edit.class,
                    message("{\"properties\":{\"name\":null},\"id\":\"" + form
                            + "\",\"ref\":9007199254740991,\"type\":\"edit\"}"));
            assertEquals(id, edit.id());
            assertEquals(9007199254740991L, edit.ref());
            assertTrue(edit.properties().get("name").isNull());
        }
        assertEquals(new ClientMessage.Delete(2, id), message("{\"type\":\"delete\",\"ref\":2,\"id\":\"" + ID + "\"}"));
    }

    @Test
    void readsAddWithAndWithoutAnId() {
        ClientMessage.Add add = assertInstanceOf(
                ClientMessage.Add.class,
                message("{\"type\":\"add\",\"ref\":1,\"entity\":{\"type\":\"Box\",\"id\":\"" + ID
                        + "\",\"x-more\":[1e3]}}"));
        assertEquals(UUID.fromString(ID.substring(1, 37)), add.id());
        assertEquals(1000, add.entity().get("x-more").get(0).doubleValue());
        ClientMessage.Add nameless = assertInstanceOf(
                ClientMessage.Add.class, message("{\"type\":\"add\",\"ref\":1,\"entity\":{\"type\":\"Box\"}}"));
        assertNull(nameless.id());
    }

    @Test
    void readsTheRest() {
        assertEquals(new ClientMessage.Chat(1, "Grüße 🦊"),
                message("{\"type\":\"chat\",\"ref\":1,\"text\":\"Grüße \\ud83e\\udd8a\"}"));
        assertEquals(new ClientMessage.Name(1, ""), message("{\"type\":\"name\",\"ref\":1,\"name\":\"\"}"));
        assertEquals(new ClientMessage.Ping(3), message("{\"type\":\"ping\",\"ref\":3}"));
        assertEquals(new ClientMessage.Leave(), message("{\"type\":\"leave\"}"));
    }

    @Test
    void readsFriendsInTheirOrderAndEachOnce() {
        assertEquals(new ClientMessage.Friends(1, List.of(9, 3)),
                message("{\"type\":\"friends\",\"ref\":1,\"handles\":[9,3,9]}"));
        assertEquals(new ClientMessage.Friends(2, List.of()),
                message("{\"type\":\"friends\",\"ref\":2,\"handles\":[]}"));
    }

    @Test
    void refusesFriendsThatAreNoListOfAFewHandles() {
        String tooMany = IntStream.rangeClosed(1, MessageReader.MAX_FRIENDS + 1)
                .mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
        for (String handles : new String[] {
                "null", "1", "{}", "\"1\"", "[0]", "[65536]", "[-1]", "[1.5]", "[\"1\"]", "[null]", "[[1]]", "[1e300]",
                tooMany
        }) {
            Unreadable refused = refused("{\"type\":\"friends\",\"ref\":4,\"handles\":" + handles + "}");
            assertEquals(ErrorCode.BAD_VALUE, refused.code(), handles);
            assertEquals(4L, refused.ref());
            assertTrue(
                    refused.message().endsWith("(expected: a list of at most 64 integers from 1 to 65535)"),
                    refused.message());
            assertTrue(refused.message().length() < 300, refused.message());
        }
    }

    @Test
    void leavesTheBufferAsItWasAndReadsDirectMemory() {
        byte[] bytes = "xx{\"type\":\"leave\"}".getBytes(StandardCharsets.UTF_8);
        ByteBuf buffer = Unpooled.directBuffer().writeBytes(bytes).skipBytes(2);
        try {
            assertEquals(new Read(new ClientMessage.Leave()), MessageReader.read(buffer));
            assertEquals(2, buffer.readerIndex());
        } finally {
            buffer.release();
        }
        assertEquals(
                new Read(new ClientMessage.Leave()), MessageReader.read(Unpooled.wrappedBuffer(bytes).skipBytes(2)));
    }

    @Test
    void refusesWhatIsNotOneObject() {
        for (String text : new String[] {
                "", " ", "[]", "1", "null", "{", "{\"type\":\"leave\"", "{\"type\":\"leave\"}{}",
                "{\"type\":\"leave\"} x",
                "{type:\"leave\"}", "{'type':'leave'}", "{\"type\":\"leave\",}", "{\"a\":NaN}", "{\"a\":01}",
                "{\"a\":\"\u0001\"}",
                "{\"type\":\"leave\",\"type\":\"leave\"}", "{\"a\":{\"b\":1,\"b\":2}}", "{\"a\":\"\\x\"}", "\0{\0}"
        }) {
            assertEquals(ErrorCode.NOT_JSON, refused(text).code(), text);
        }
    }

    @Test
    void takesThirtyTwoLevelsAndRefusesOneMore() {
        assertEquals(new ClientMessage.Leave(), message(nested(32)));
        Unreadable refused = refused(nested(33));
        assertEquals(ErrorCode.NOT_JSON, refused.code());
        assertEquals("message: nested deeper than 32 levels (expected: at most 32)", refused.message());
    }

    @Test
    void refusesAMillionBraces() {
        assertEquals(ErrorCode.NOT_JSON, refused("{\"a\":".repeat(200_000)).code());
        assertEquals(ErrorCode.NOT_JSON, refused("{\"a\":" + "[".repeat(1_000_000)).code());
    }

    @Test
    void refusesNumbersBeyondADouble() {
        String digits = "9".repeat(400);
        for (String number : new String[] {"1e999", "-1e999", digits, "-" + digits, "9".repeat(309),
                "9".repeat(500_000)}) {
            Unreadable refused =
                    refused("{\"properties\":{\"position\":{\"x\":" + number + "}},\"type\":\"edit\",\"ref\":4}");
            assertEquals(ErrorCode.NOT_FINITE, refused.code(), number);
            assertEquals(4L, refused.ref());
            assertTrue(refused.message().startsWith("properties.position.x: "), refused.message());
            assertTrue(refused.message().length() < 200, refused.message());
        }
        assertInstanceOf(ClientMessage.Ping.class,
                message("{\"type\":\"ping\",\"ref\":1,\"a\":" + "9".repeat(308) + "}"));
        assertInstanceOf(ClientMessage.Ping.class, message("{\"type\":\"ping\",\"ref\":1,\"a\":1e-9999}"));
    }

    @Test
    void refusesHalvesOfCharacters() {
        for (String text : new String[] {"\\ud83e", "\\udd8a", "\\udd8a\\ud83e", "x\\ud83ex"}) {
            Unreadable refused = refused("{\"type\":\"chat\",\"ref\":1,\"text\":\"" + text + "\"}");
            assertEquals(ErrorCode.BAD_VALUE, refused.code(), text);
            assertEquals("text: text with half a surrogate pair (expected: whole characters)", refused.message());
        }
    }

    @Test
    void refusesUnknownAndMissingTypes() {
        assertEquals(
                new Unreadable(
                        null,
                        ErrorCode.UNKNOWN_TYPE,
                        "type: missing (expected: hello, add, edit, delete, hold, chat, name, friends, report, ping or leave)",
                        "Send a type that version 1 of the protocol has."),
                refused("{}"));
        assertEquals(ErrorCode.UNKNOWN_TYPE, refused("{\"type\":7}").code());
        assertEquals(5L, refused("{\"type\":\"welcome\",\"ref\":5}").ref());
    }

    @Test
    void refusesAnotherVersionBeforeLookingAtTheRest() {
        Unreadable refused = refused("{\"type\":\"hello\",\"protocol\":2,\"key\":{}}");
        assertEquals(ErrorCode.PROTOCOL_VERSION, refused.code());
        assertTrue(refused.message().contains("expected: 1"), refused.message());
    }

    @Test
    void namesTheMemberItsValueAndWhatWasExpected() {
        assertBad("ref: missing (expected: an integer from 1 to 9007199254740991)", "{\"type\":\"ping\"}");
        for (String ref : new String[] {"0", "-1", "1.5", "1.0", "9007199254740992", "1e3",
                "123456789012345678901234567890"}) {
            assertEquals(ErrorCode.BAD_VALUE, refused("{\"type\":\"ping\",\"ref\":" + ref + "}").code(), ref);
        }
        assertBad(
                "id: \"box\" (expected: an id such as \"{01234567-89ab-cdef-0123-456789abcdef}\")",
                "{\"type\":\"delete\",\"ref\":1,\"id\":\"box\"}");
        assertBad(
                "properties: an array (expected: an object)",
                "{\"type\":\"edit\",\"ref\":1,\"id\":\"" + ID + "\",\"properties\":[]}");
        assertBad("entity.type: missing (expected: text)", "{\"type\":\"add\",\"ref\":1,\"entity\":{}}");
        assertBad(
                "entity.id: \"{00000000-0000-0000-0000-000000000000}\" (expected: a fresh UUID that is not all zeros)",
                "{\"type\":\"add\",\"ref\":1,\"entity\":{\"type\":\"Box\",\"id\":\"{00000000-0000-0000-0000-000000000000}\"}}");
        assertBad("text: 7 (expected: text)", "{\"type\":\"chat\",\"ref\":1,\"text\":7}");
        assertBad("everything: \"yes\" (expected: true or false)", HELLO + ",\"everything\":\"yes\"}");
        assertBad(
                "position.y: 16384.5 (expected: a number from -16384.0 to 16384.0)",
                HELLO + ",\"position\":{\"x\":0,\"y\":16384.5,\"z\":0}}");
        assertBad("resume.session: missing (expected: text)", HELLO + ",\"resume\":{\"chat\":0}}");
    }

    @Test
    void refusesKeysThatAreNotExactlyThirtyTwoBytesInTheOneSpelling() {
        for (String key : new String[] {
                "", "A".repeat(42), "A".repeat(44), "A".repeat(43) + "=", "A".repeat(42) + "B", "+" + "A".repeat(42),
                "é" + "A".repeat(42)
        }) {
            Unreadable refused = refused(HELLO.replaceFirst(KEY, java.util.regex.Matcher.quoteReplacement(key)) + "}");
            assertEquals(ErrorCode.BAD_VALUE, refused.code(), key);
            assertTrue(refused.message().startsWith("key: \""), refused.message());
        }
    }

    @Test
    void showsHostileValuesShortAndOnOneLine() {
        Unreadable refused =
                refused("{\"type\":\"\\u001b[31m\\n\\u202e" + "x".repeat(10_000) + "\",\"ref\":1}");
        assertTrue(refused.message().length() < 200, refused.message());
        assertTrue(refused.message().startsWith("type: \"\uFFFD[31m\uFFFD\uFFFDxxx"), refused.message());
    }

    private static void assertBad(String message, String json) {
        Unreadable refused = refused(json);
        assertEquals(ErrorCode.BAD_VALUE, refused.code());
        assertEquals(message, refused.message());
    }

    private static String nested(int levels) {
        return "{\"type\":\"leave\",\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }

    private static ClientMessage message(String json) {
        return assertInstanceOf(Read.class, MessageReader.read(buffer(json)), json).message();
    }

    private static Unreadable refused(String json) {
        return assertInstanceOf(Unreadable.class, MessageReader.read(buffer(json)), json);
    }

    private static ByteBuf buffer(String json) {
        return Unpooled.wrappedBuffer(json.getBytes(StandardCharsets.UTF_8));
    }
}
