// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Numbers by text. Instead of the texts it has half of their SHA-256, in a few arrays: a collector of garbage has nothing to follow in
 * it, however long a list is, and nobody can make texts that fall on one place of it or count as one. One thread.
 */
public final class TextTable {
    private static final int SMALLEST = 16;

    private final MessageDigest sha256;
    private long[] hashes = new long[2 * SMALLEST];
    /** One more than the number; 0 where nothing is. */
    private int[] numbers = new int[SMALLEST];

    private int size;

    /** Empty. */
    public TextTable() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The number of this text; {@code otherwise} when it has none. */
    public int get(String text, int otherwise) {
        if (size == 0) {
            return otherwise;
        }
        int number = numbers[place(text)];
        return number == 0 ? otherwise : number - 1;
    }

    public boolean contains(String text) {
        return get(text, -1) >= 0;
    }

    /** Gives this text this number, 0 or more, instead of one that it may have. */
    public void put(String text, int number) {
        if (2 * size >= numbers.length) {
            grow();
        }
        ByteBuffer hash = hash(text);
        int place = place(hash.getLong(0), hash.getLong(8));
        if (numbers[place] == 0) {
            hashes[2 * place] = hash.getLong(0);
            hashes[2 * place + 1] = hash.getLong(8);
            size++;
        }
        numbers[place] = number + 1;
    }

    /** Counts this text; how often it has been counted now. */
    public int count(String text) {
        int count = get(text, 0) + 1;
        put(text, count);
        return count;
    }

    private int place(String text) {
        ByteBuffer hash = hash(text);
        return place(hash.getLong(0), hash.getLong(8));
    }

    /** Where this hash is, or would be. */
    private int place(long first, long second) {
        int place = (int) first & numbers.length - 1;
        while (numbers[place] != 0 && (hashes[2 * place] != first || hashes[2 * place + 1] != second)) {
            place = place + 1 & numbers.length - 1;
        }
        return place;
    }

    private ByteBuffer hash(String text) {
        return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void grow() {
        long[] before = hashes;
        int[] numbersBefore = numbers;
        hashes = new long[2 * before.length];
        numbers = new int[2 * numbersBefore.length];
        for (int i = 0; i < numbersBefore.length; i++) {
            if (numbersBefore[i] != 0) {
                int place = place(before[2 * i], before[2 * i + 1]);
                hashes[2 * place] = before[2 * i];
                hashes[2 * place + 1] = before[2 * i + 1];
                numbers[place] = numbersBefore[i];
            }
        }
    }
}
