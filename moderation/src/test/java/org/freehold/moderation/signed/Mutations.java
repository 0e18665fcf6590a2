// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Random;

/** Bytes that are nearly others: at some places something is put in, taken away, or replaced. */
public final class Mutations {
    private final byte[][] pieces;

    /** With these pieces, besides bytes at random, digits, and beginnings of what is changed. */
    public Mutations(String... pieces) {
        this.pieces = bytes(pieces);
    }

    /** Each in UTF-8. */
    public static byte[][] bytes(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    /** The seed with one to three changes. */
    public byte[] of(byte[] seed, Random random) {
        byte[] bytes = seed;
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length + 1);
            int end = Math.min(bytes.length, at + random.nextInt(4));
            byte[] piece =
                    switch (random.nextInt(5)) {
                        case 0 -> pieces[random.nextInt(pieces.length)];
                        case 1 -> new byte[] {(byte) random.nextInt()};
                        case 2 -> new byte[] {(byte) ('0' + random.nextInt(10))};
                        case 3 -> Arrays.copyOfRange(seed, 0, random.nextInt(seed.length));
                        default -> new byte[0];
                    };
            bytes = spliced(bytes, at, random.nextBoolean() ? at : end, piece);
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        byte[] result = new byte[bytes.length - (to - from) + piece.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
        return result;
    }
}
