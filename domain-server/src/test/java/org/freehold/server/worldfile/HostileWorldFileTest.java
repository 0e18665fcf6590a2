// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.freehold.server.worldfile.WorldFileException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostileWorldFileTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "NOT_A_WORLD | \"\"                                   | empty",
            "NOT_A_WORLD | []                                     | does not begin with an object",
            "NOT_A_WORLD | 7                                      | does not begin with an object",
            "NOT_A_WORLD | {}                                     | it has no",
            "NOT_A_WORLD | {'Entities':{}}                        | not a list",
            "NOT_A_WORLD | {'Entities':null}                      | not a list",
            "NOT_JSON    | <html>                                 | line 1, column 1",
            "NOT_JSON    | {'Entities':[{'type':'Box',}]}         | line 1, column",
            "NOT_JSON    | {'Entities':[{'type' 'Box'}]}          | line 1, column",
            "NOT_JSON    | {'Entities':[NaN]}                     | NaN",
            "NOT_JSON    | {'Entities':[]]                        | line 1, column",
            "TRUNCATED   | {'Entities':[{'type':'Bo               | line 1, column",
            "TRUNCATED   | {'Entities':[{'type':'Box'}            | ends too early",
            "TRUNCATED   | {'Entities':[]                         | ends too early"})
    void saysWhatIsWrongAndWhere(Code code, String file, String says) {
        WorldFileException refused = refused(file.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertEquals(code, refused.code(), refused.getMessage());
        assertTrue(refused.getMessage().contains(says), refused.getMessage());
    }

    @Test
    void refusesAMillionBraces() {
        assertEquals(Code.TOO_LARGE, refused(ascii("{\"a\":".repeat(1_000_000))).code());
        assertEquals(Code.TOO_LARGE, refused(ascii("{\"Entities\":" + "[".repeat(1_000_000))).code());
        assertEquals(Code.TOO_LARGE, refused(ascii("{\"Entities\":[" + "{\"a\":".repeat(1_000_000))).code());
    }

    @Test
    void refusesAHugeText() {
        assertEquals(
                Code.TOO_LARGE,
                refused(ascii("{\"Entities\":[{\"type\":\"" + "x".repeat(5 << 20) + "\"}]}")).code());
        assertEquals(
                Code.TOO_LARGE, refused(ascii("{\"Entities\":[{\"" + "x".repeat(100_000) + "\":1}]}")).code());
        assertEquals(
                Code.TOO_LARGE, refused(ascii("{\"Entities\":[{\"a\":1" + "0".repeat(100_000) + "}]}")).code());
    }

    @Test
    void refusesABinaryFile() {
        byte[] picture = new byte[10_000];
        new Random(1).nextBytes(picture);

        assertEquals(Code.NOT_JSON, refused(picture).code());
        assertEquals(Code.NOT_JSON, refused(new byte[10_000]).code());
    }

    @Test
    void refusesAPackedFileThatUnpacksToTooMuch() throws Exception {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            gzip.write(ascii("{\"Entities\":["));
            byte[] spaces = new byte[1 << 16];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 64; i++) {
                gzip.write(spaces);
            }
        }

        var refused = assertThrows(
                WorldFileException.class,
                () -> WorldFileReader.read(new ByteArrayInputStream(bomb.toByteArray()), 1 << 20));

        assertEquals(Code.TOO_LARGE, refused.code());
        assertTrue(refused.getMessage().contains("larger than 1048576 bytes"), refused.getMessage());
    }

    @Test
    void tellsADamagedPackedFileFromOneThatEndsEarly() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(Fixtures.allTypes());
        }
        byte[] whole = packed.toByteArray();
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, 12, 60, (byte) 0xff);

        assertEquals(Code.TRUNCATED, refused(Arrays.copyOf(whole, whole.length / 2)).code());
        assertEquals(Code.TRUNCATED, refused(Arrays.copyOf(whole, 2)).code());
        assertEquals(Code.DAMAGED_GZIP, refused(damaged).code());
    }

    @Test
    void refusesMoreEntitiesThanADomainHolds() {
        byte[] start = ascii("{\"Version\":140,\"Entities\":[0");
        byte[] many = new byte[start.length + 2 * (WorldFileReader.MAX_ENTITIES + 1)];
        System.arraycopy(start, 0, many, 0, start.length);
        for (int i = start.length; i < many.length; i += 2) {
            many[i] = ',';
            many[i + 1] = '0';
        }

        assertEquals(Code.TOO_MANY_ENTITIES, refused(many).code());
    }

    @Test
    void tellsAFailingDiskFromADamagedFile() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is on fire");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };

        var refused = assertThrows(WorldFileException.class, () -> WorldFileReader.read(failing));

        assertEquals(Code.UNREADABLE, refused.code());
        assertTrue(refused.getMessage().contains("the disk is on fire"), refused.getMessage());
    }

    private static WorldFileException refused(byte[] file) {
        return assertThrows(WorldFileException.class, () -> Fixtures.read(file));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
