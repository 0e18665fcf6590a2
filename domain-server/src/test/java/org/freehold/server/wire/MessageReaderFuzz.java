// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.freehold.server.wire.MessageReader.Read;
import org.freehold.server.wire.MessageReader.Unreadable;
import org.junit.jupiter.api.Test;

/** Messages that are nearly right are read or refused, and never an exception. */
final class MessageReaderFuzz {
    private static final int ROUNDS = 100_000;
    private static final String[] PIECES = {
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "null", "true", "-", "0", "1e999",
            "9e99999999999",
            "123456789012345678901234567890", "NaN", "\"type\":", "\"ref\":1", "\0", "\u0001", "\u202e", "é", "🦊", " ",
            "{\"a\":", "[[[[[[[[[[[[", "/*", "//\n", "\uFEFF", "."
    };

    @Test
    void mutatedMessagesAreReadOrRefused() throws IOException {
        Random random = new Random(1);
        List<byte[]> seeds = new ArrayList<>();
        for (JsonNode vector : Vectors.read("client-messages.json")) {
            seeds.add(vector.get("message").textValue().getBytes(UTF_8));
        }
        int read = 0;
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size()));
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                bytes = mutated(bytes, seeds, random);
            }
            if (isReadOrWellRefused(bytes)) {
                read++;
            } else {
                refused++;
            }
        }
        assertTrue(read > ROUNDS / 100, "too little is still right to test what comes after the syntax: " + read);
        assertTrue(refused > ROUNDS / 2, "mutations do too little: " + refused);
    }

    @Test
    void randomBytesAreReadOrRefused() {
        Random random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            isReadOrWellRefused(bytes);
        }
    }

    private static boolean isReadOrWellRefused(byte[] bytes) {
        return switch (MessageReader.read(Unpooled.wrappedBuffer(bytes))) {
            case Read _ -> true;
            case Unreadable refused -> {
                boolean plain = refused.message().chars().noneMatch(Character::isISOControl);
                assertTrue(
                        plain && refused.message().length() < 500,
                        () -> refused.message() + " for " + HexFormat.of().formatHex(bytes));
                yield false;
            }
        };
    }

    private static byte[] mutated(byte[] seed, List<byte[]> seeds, Random random) {
        int at = random.nextInt(seed.length + 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(seed, 0, at);
        int skipped = Math.min(seed.length - at, random.nextInt(4) == 0 ? random.nextInt(20) : random.nextInt(2));
        switch (random.nextInt(4)) {
            case 0 -> out.write(random.nextInt(256));
            case 1 -> out.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(UTF_8));
            case 2 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length + 1);
                out.write(other, from, other.length - from);
            }
            default -> out.write('"');
        }
        out.write(seed, at + skipped, seed.length - at - skipped);
        return out.toByteArray();
    }
}
