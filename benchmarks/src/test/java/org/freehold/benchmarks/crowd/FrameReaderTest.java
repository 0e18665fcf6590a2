// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final int FIN = 0x80;

    private final FrameReader reader = new FrameReader();
    private final Frames frames = new Frames();

    private static final class Frames implements FrameReader.Sink {
        private final List<String> seen = new ArrayList<>();
        private boolean texts = true;

        @Override
        public boolean wants(int opcode, long payloadBytes) {
            return texts || opcode != FrameReader.TEXT;
        }

        @Override
        public void frame(int opcode, boolean compressed, byte[] bytes, int from, int to, int frameBytes) {
            seen.add(opcode + (compressed ? " compressed " : " ") + (to - from) + " " + frameBytes + " "
                    + Arrays.hashCode(Arrays.copyOfRange(bytes, from, to)));
        }
    }

    private static byte[] frame(int first, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (length < 126) {
            out.write(length);
        } else if (length < 65_536) {
            out.write(126);
            out.write(length >> 8);
            out.write(length);
        } else {
            out.write(127);
            out.writeBytes(new byte[] {0, 0, 0, 0, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8),
                    (byte) length});
        }
        for (int i = 0; i < length; i++) {
            out.write(i * 31 + length);
        }
        return out.toByteArray();
    }

    private static byte[] stream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int length : new int[] {0, 1, 125, 126, 400, 65_535, 65_536, 3}) {
            out.writeBytes(frame(FIN | FrameReader.BINARY, length));
            out.writeBytes(frame(FIN | 0x40 | FrameReader.TEXT, length));
        }
        return out.toByteArray();
    }

    /** Gives it in pieces, as a socket does. */
    private void readInPieces(byte[] stream, Random random) {
        byte[] rest = {};
        int given = 0;
        while (given < stream.length) {
            int piece = Math.min(stream.length - given, 1 + random.nextInt(random.nextBoolean() ? 3 : 40_000));
            byte[] bytes = Arrays.copyOf(rest, rest.length + piece);
            System.arraycopy(stream, given, bytes, rest.length, piece);
            given += piece;
            rest = Arrays.copyOfRange(bytes, reader.read(bytes, bytes.length, frames), bytes.length);
        }
        assertEquals(0, rest.length);
    }

    @Test
    void givesTheSameFramesHoweverTheyComeInPieces() {
        readInPieces(stream(), new Random(1));
        List<String> expected = List.copyOf(frames.seen);
        assertEquals(16, expected.size());
        for (int seed = 2; seed < 12; seed++) {
            frames.seen.clear();

            readInPieces(stream(), new Random(seed));

            assertEquals(expected, frames.seen);
        }
    }

    @Test
    void passesOverWhatNobodyWants() {
        frames.texts = false;

        readInPieces(stream(), new Random(3));

        assertEquals(8, frames.seen.size());
    }

    @Test
    void refusesFragments() {
        byte[] fragment = frame(FrameReader.TEXT, 5);

        assertThrows(IllegalStateException.class, () -> reader.read(fragment, fragment.length, frames));
    }
}
