// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/**
 * Walks through things that say how long they are: the chunks of a packet, the parameters of a chunk (RFC 9260 section 3.2).
 *
 * <pre>
 * 0  kind    2 bytes: of a chunk its type and its flags, of a parameter its type
 * 2  length  2 bytes, with these four, without padding
 * 4  value, then padding to a multiple of four bytes, which the last may lack
 * </pre>
 *
 * On the hot path: used again and again by its owner.
 */
final class Tlv {
    static final int HEADER_BYTES = 4;

    private byte[] bytes = {};
    private int next;
    private int end;
    private int kind;
    private int start;
    private int length;

    /** Stands before the first. */
    void walk(byte[] source, int from, int to) {
        bytes = source;
        next = from;
        end = to;
    }

    /** Whether everything up to the end is whole: each at least its own header, and none longer than what there is. */
    static boolean isWhole(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (to - at < HEADER_BYTES) {
                return false;
            }
            int length = NetworkOrder.unsigned16(bytes, at + 2);
            if (length < HEADER_BYTES || length > to - at) {
                return false;
            }
            at += padded(length);
        }
        return true;
    }

    /** Goes on to the next; false at the end, or where {@link #isWhole} would have been false. */
    boolean next() {
        if (end - next < HEADER_BYTES) {
            return false;
        }
        int whole = NetworkOrder.unsigned16(bytes, next + 2);
        if (whole < HEADER_BYTES || whole > end - next) {
            return false;
        }
        kind = NetworkOrder.unsigned16(bytes, next);
        start = next + HEADER_BYTES;
        length = whole - HEADER_BYTES;
        next += padded(whole);
        return true;
    }

    /** Type of a parameter. */
    int kind() {
        return kind;
    }

    /** Type of a chunk. */
    int chunkType() {
        return kind >> 8;
    }

    /** Flags of a chunk. */
    int chunkFlags() {
        return kind & 0xFF;
    }

    /** Where the value begins. */
    int start() {
        return start;
    }

    /** Length of the value, bytes. */
    int length() {
        return length;
    }

    /** The next multiple of four. */
    static int padded(int length) {
        return (length + 3) & ~3;
    }
}
