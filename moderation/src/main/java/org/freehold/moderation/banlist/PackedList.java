// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * A list whose elements are rows of bytes, each made anew when it is asked for. A list of records would be a hundred thousands of small objects, and a
 * collector of garbage that moves them while a list is compared and stored stops the world for longer than a tick. Immutable; any thread.
 */
abstract class PackedList<T> extends AbstractList<T> implements RandomAccess {
    private final byte[][] pieces;
    /** Number of the piece of each row, and the place in it. */
    private final long[] rows;
    private final List<Object> shared;

    PackedList(Packer packer) {
        pieces = packer.pieces();
        rows = Arrays.copyOf(packer.rows, packer.size);
        shared = List.copyOf(packer.shared);
    }

    @Override
    public final int size() {
        return rows.length;
    }

    @Override
    public final T get(int at) {
        return element(new Row(at));
    }

    abstract T element(Row row);

    /** Reads one row from its beginning, in the order in which it was written. */
    final class Row {
        private final ByteBuffer bytes;

        Row(int at) {
            bytes = ByteBuffer.wrap(pieces[(int) (rows[at] >>> Integer.SIZE)]);
            bytes.position((int) rows[at]);
        }

        int small() {
            return bytes.get();
        }

        long number() {
            return bytes.getLong();
        }

        String text() {
            int length = bytes.getShort() & 0xffff;
            String text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
            bytes.position(bytes.position() + length);
            return text;
        }

        Object shared() {
            return shared.get(bytes.getInt());
        }
    }

    /** Writes rows, one after the other. */
    static final class Packer {
        /** Small enough that a collector moves a list by copying a few arrays, none of which has a region of its own. */
        private static final int PIECE = 1 << 17;

        private static final int MAX_TEXT = 0xffff;

        private final List<byte[]> full = new ArrayList<>();
        private final Map<Object, Integer> places = new HashMap<>();
        private final List<Object> shared = new ArrayList<>();
        private byte[] piece = new byte[1 << 10];
        private int start;
        private int end;
        private long[] rows = new long[16];
        private int size;

        Packer small(int value) {
            reserve(1);
            piece[end++] = (byte) value;
            return this;
        }

        Packer number(long value) {
            reserve(Long.BYTES);
            ByteBuffer.wrap(piece).putLong(end, value);
            end += Long.BYTES;
            return this;
        }

        /** At most 65,535 bytes of UTF-8. */
        Packer text(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > MAX_TEXT) {
                throw new IllegalArgumentException(
                        "text: %d bytes (expected: at most %d)".formatted(bytes.length, MAX_TEXT));
            }
            reserve(Short.BYTES + bytes.length);
            ByteBuffer.wrap(piece).putShort(end, (short) bytes.length);
            System.arraycopy(bytes, 0, piece, end + Short.BYTES, bytes.length);
            end += Short.BYTES + bytes.length;
            return this;
        }

        /** A value that many rows have; kept once. */
        Packer shared(Object value) {
            int place = places.computeIfAbsent(value, each -> {
                shared.add(each);
                return shared.size() - 1;
            });
            reserve(Integer.BYTES);
            ByteBuffer.wrap(piece).putInt(end, place);
            end += Integer.BYTES;
            return this;
        }

        /** Ends the row. */
        void end() {
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, 2 * size);
            }
            rows[size++] = (long) full.size() << Integer.SIZE | start;
            start = end;
        }

        private void reserve(int bytes) {
            if (end + bytes <= piece.length) {
                return;
            }
            if (start > 0 && end + bytes > PIECE) {
                // The row that has begun goes on in a piece of its own.
                full.add(Arrays.copyOf(piece, start));
                int begun = end - start;
                byte[] next = new byte[Math.max(PIECE, begun + bytes)];
                System.arraycopy(piece, start, next, 0, begun);
                piece = next;
                start = 0;
                end = begun;
            } else {
                piece = Arrays.copyOf(piece, Math.max(Math.min(2 * piece.length, PIECE), end + bytes));
            }
        }

        private byte[][] pieces() {
            byte[][] all = full.toArray(new byte[full.size() + 1][]);
            all[full.size()] = Arrays.copyOf(piece, start);
            return all;
        }
    }
}
