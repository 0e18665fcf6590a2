// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.freehold.moderation.signed.DocumentFault.Reason;
import org.junit.jupiter.api.Test;

/** JSON that two readers could understand differently is refused. */
final class StrictJsonTest {
    private static final int MAX_BYTES = 5_000_000;

    @Test
    void plainJsonIsRead() throws DocumentFault {
        assertEquals(
                "{\"a\":[1,-2,true,false,null,\"x\\ny\",{}],\"b\":{\"c\":\"🦊\"},\"max\":9007199254740991,\"min\":-9007199254740991}",
                Jcs.text(parse(
                        " {\"b\":{\"c\":\"\\ud83e\\udd8a\"},\"a\":[1,-2,true,false,null,\"x\\ny\",{}],\"max\":9007199254740991,\"min\":-9007199254740991}\n")));
    }

    @Test
    void anythingButOneObjectIsRefused() {
        for (String text : List.of(
                "", " ", "null", "1", "\"a\"", "[]", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{\"a\":[1",
                "{}{}", "{} 1",
                "{}x", "\uFEFF{}", "{'a':1}", "{a:1}", "{\"a\":1}//", "/**/{}", "{\"a\":\"\t\"}", "{\"a\":\"\\x\"}",
                "<html>",
                "{\"a\":tru}", "{\"a\":TRUE}", "{,}", "{\"a\" 1}", "{]", "{\"a\":[}", "{\0}")) {
            assertEquals(Reason.NOT_JSON, refused(text).reason(), text);
        }
    }

    @Test
    void numbersOtherThanExactIntegersAreRefused() {
        for (String number : List.of(
                "1.0", "0.5", "1e0", "1E5", "1e400", "-1e400", "-0", "9007199254740992", "-9007199254740992",
                "9223372036854775808", "123456789012345678901234567890", "1".repeat(100_000))) {
            assertEquals(Reason.BAD_NUMBER, refused("{\"a\":" + number + "}").reason(),
                    () -> DocumentFault.shown(number));
        }
        for (String number : List.of("01", "-01", "00", "+1", "-", "1.", ".5", "0x10", "NaN", "Infinity", "-Infinity",
                "1_0")) {
            assertEquals(Reason.NOT_JSON, refused("{\"a\":" + number + "}").reason(),
                    () -> DocumentFault.shown(number));
        }
    }

    /** RFC 8785 appendix B: of its numbers only zero is one that may stand in a document. */
    @Test
    void ofTheNumbersOfTheRfcOnlyZeroIsAllowed() throws DocumentFault {
        assertEquals("{\"a\":0}", Jcs.text(parse("{\"a\":0}")));
        for (String number : List.of(
                "5e-324", "-5e-324", "1.7976931348623157e+308", "-1.7976931348623157e+308", "9007199254740992",
                "-9007199254740992", "295147905179352830000", "9.999999999999997e+22", "1e+23",
                "1.0000000000000001e+23",
                "999999999999999700000", "999999999999999900000", "1e+21", "9.999999999999997e-7", "0.000001",
                "333333333.3333332", "333333333.33333325", "333333333.3333333", "333333333.3333334",
                "333333333.33333343",
                "-0.0000033333333333333333", "1424953923781206.2")) {
            assertEquals(Reason.BAD_NUMBER, refused("{\"a\":" + number + "}").reason(),
                    () -> DocumentFault.shown(number));
        }
    }

    @Test
    void aMemberTwiceIsRefused() {
        assertEquals(Reason.DUPLICATE_NAME, refused("{\"a\":1,\"a\":1}").reason());
        assertEquals(Reason.DUPLICATE_NAME, refused("{\"a\":1,\"\\u0061\":2}").reason());
        assertEquals(Reason.DUPLICATE_NAME, refused("{\"x\":[{\"a\":{},\"b\":1,\"a\":null}]}").reason());
    }

    @Test
    void halvesOfSurrogatePairsAreRefused() {
        for (String half : List.of("\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800", "\\ud800\\ud800\\udc00",
                "x\\udbff")) {
            assertEquals(Reason.BAD_TEXT, refused("{\"a\":\"" + half + "\"}").reason(), half);
            // In a name the parser beneath notices some of them by itself.
            Reason reason = refused("{\"" + half + "\":1}").reason();
            assertTrue(reason == Reason.BAD_TEXT || reason == Reason.NOT_JSON, half);
        }
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        HexFormat hex = HexFormat.of();
        // A bare continuation, an overlong "/", half of a surrogate pair, beyond the last character, a cut character.
        for (String bad : List.of("80", "c0af", "eda080", "f4908080", "e282", "ff")) {
            byte[] bytes = hex.parseHex("7b2261223a22" + bad + "227d");
            assertEquals(Reason.BAD_TEXT, refused(bytes).reason(), bad);
        }
        assertEquals(Reason.NOT_JSON, refused("{}".getBytes(UTF_16LE)).reason());
    }

    @Test
    void sixteenLevelsAreReadAndSeventeenRefused() throws DocumentFault {
        parse(nested(15));
        assertEquals(Reason.TOO_DEEP, refused(nested(16)).reason());
        String objects = "{\"a\":".repeat(16) + "1" + "}".repeat(16);
        parse(objects);
        assertEquals(Reason.TOO_DEEP, refused("{\"a\":" + objects + "}").reason());
    }

    @Test
    void twoHundredThousandLevelsAreRefusedAtOnce() {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertEquals(Reason.TOO_DEEP, refused(nested(200_000)).reason());
            assertEquals(Reason.TOO_DEEP, refused("{\"a\":".repeat(200_000)).reason());
            assertEquals(Reason.NOT_JSON, refused("[".repeat(200_000)).reason());
        });
    }

    @Test
    void theSizeIsLimited() throws DocumentFault {
        byte[] bytes = "{\"a\":1}".getBytes(UTF_8);
        StrictJson.parse(bytes, 7);
        DocumentFault fault = assertThrows(DocumentFault.class, () -> StrictJson.parse(bytes, 6));
        assertEquals(Reason.TOO_LARGE, fault.reason());
        assertEquals("size: 7 bytes (expected: at most 6)", fault.getMessage());
    }

    @Test
    void aFaultIsShortAndHasNoStackTrace() {
        DocumentFault fault = refused("{\"" + "\u202e\u0007evil".repeat(10_000) + "\":\"\\ud800\"}");
        assertEquals(0, fault.getStackTrace().length);
        assertTrue(String.valueOf(fault.getMessage()).length() < 200, fault.getMessage());
        DocumentFault twice = refused("{\"\\u0007\\u202e\":1,\"\\u0007\\u202e\":1}");
        assertEquals("member \"??\" is there twice (expected: once in an object)", twice.getMessage());
    }

    private static String nested(int arrays) {
        return "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }

    private static ObjectNode parse(String text) throws DocumentFault {
        return StrictJson.parse(text.getBytes(UTF_8), MAX_BYTES);
    }

    private static DocumentFault refused(String text) {
        return refused(text.getBytes(UTF_8));
    }

    private static DocumentFault refused(byte[] bytes) {
        return assertThrows(DocumentFault.class, () -> StrictJson.parse(bytes, MAX_BYTES));
    }
}
