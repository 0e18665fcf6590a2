// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Fixtures with something broken in them: each is read or refused with a {@link WorldFileException}, within seconds,
 * and what is read is valid and survives being written. A failure names its round; the file is part of the message.
 */
final class WorldFileReaderFuzz {
    private static final int ROUNDS = 3000;

    private static final List<byte[]> BITS = List.of(
            "{".getBytes(UTF_8), "}".getBytes(UTF_8), "[".getBytes(UTF_8), "]".getBytes(UTF_8), "\"".getBytes(UTF_8),
            ",".getBytes(UTF_8), ":".getBytes(UTF_8), "null".getBytes(UTF_8), "1e999".getBytes(UTF_8),
            "-0".getBytes(UTF_8), "99999999999999999999".getBytes(UTF_8), "\\ud800".getBytes(UTF_8),
            "\"Entities\":[".getBytes(UTF_8), "\"Version\":1,".getBytes(UTF_8), "\"id\":7,".getBytes(UTF_8),
            "\"type\":null,".getBytes(UTF_8), new byte[] {0}, new byte[] {(byte) 0xff, (byte) 0xfe}, new byte[] {0x1f,
                    (byte) 0x8b});

    @Test
    void everyFileIsReadOrRefused() {
        List<byte[]> seeds = Fixtures.files();
        Random random = new Random(20261120);
        int[] read = {0};
        for (int round = 0; round < ROUNDS; round++) {
            byte[] file = mutate(seeds.get(random.nextInt(seeds.size())), random);
            String what = "round " + round + ": " + Base64.getEncoder().encodeToString(file);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read[0] += readOrRefused(file, what), what);
        }
        assertTrue(read[0] > ROUNDS / 20, read[0] + " files were read");
        assertTrue(read[0] < ROUNDS, "some were refused");
    }

    private static int readOrRefused(byte[] file, String what) throws Exception {
        WorldFileReader.Result first;
        try {
            first = Fixtures.read(file);
        } catch (WorldFileException refused) {
            assertTrue(refused.getMessage().length() < 500, refused.getMessage());
            return 0;
        }
        WorldFileReader.Result second = Fixtures.read(Fixtures.write(first.world()));
        assertEquals(
                Fixtures.trees(first.world().entities()).toString(),
                Fixtures.trees(second.world().entities()).toString(),
                what);
        Fixtures.assertValid(first.world());
        return 1;
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] file = seed;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(file.length + 1);
            int end = Math.min(file.length, at + random.nextInt(20));
            file = switch (random.nextInt(6)) {
                case 0 -> splice(file, at, at, BITS.get(random.nextInt(BITS.size())));
                case 1 -> splice(file, at, end, BITS.get(random.nextInt(BITS.size())));
                case 2 -> splice(file, at, end, new byte[0]);
                case 3 -> splice(file, at, at, Arrays.copyOfRange(file, at, end));
                case 4 -> random.nextInt(4) == 0 ? Arrays.copyOf(file, at) : file;
                default -> splice(file, at, Math.min(file.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            };
        }
        return file;
    }

    private static byte[] splice(byte[] file, int from, int to, byte[] bits) {
        var out = new ByteArrayOutputStream(file.length + bits.length);
        out.write(file, 0, from);
        out.writeBytes(bits);
        out.write(file, to, file.length - to);
        return out.toByteArray();
    }
}
