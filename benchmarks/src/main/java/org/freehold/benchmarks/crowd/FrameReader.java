// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

/**
 * Cuts a server's bytes into WebSocket frames (RFC 6455 section 5.2), in place: on the hot path of the generator, so nothing is allocated and
 * nothing is copied. One for each connection, for one thread.
 */
final class FrameReader {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int OPCODE = 0x0f;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int MAX_BYTES = 64 << 20;

    /** Bytes of a frame nobody wants that are still to come. */
    private long toSkip;

    /** Takes the frames. */
    interface Sink {

        /** False when a frame of this kind and size is to be passed over. */
        boolean wants(int opcode, long payloadBytes);

        /**
         * A whole frame.
         *
         * @param from where its payload begins in {@code bytes}
         * @param to where it ends
         * @param frameBytes its size with its header
         */
        void frame(int opcode, boolean compressed, byte[] bytes, int from, int to, int frameBytes);
    }

    /**
     * Reads what is whole.
     *
     * @param length of {@code bytes}, what came
     * @return how many bytes were used up; the others are to be given again with what comes next
     * @throws IllegalStateException when a server sends what ours does not: fragments, or more than 64 MiB
     */
    int read(byte[] bytes, int length, Sink sink) {
        int next = 0;
        while (true) {
            if (toSkip > 0) {
                int skipped = (int) Math.min(toSkip, length - next);
                toSkip -= skipped;
                next += skipped;
            }
            int header = headerBytes(bytes, next, length);
            if (header < 0) {
                return next;
            }
            long payload = payloadBytes(bytes, next);
            int first = bytes[next];
            int opcode = first & OPCODE;
            if ((first & FIN) == 0 || payload > MAX_BYTES || payload < 0) {
                throw new IllegalStateException("a frame of " + payload + " bytes, final: " + ((first & FIN) != 0)
                        + " (expected: whole messages of at most " + MAX_BYTES + " bytes)");
            }
            if (!sink.wants(opcode, payload)) {
                next += header;
                toSkip = payload;
                continue;
            }
            int from = next + header;
            if (payload > length - from) {
                return next;
            }
            int to = from + (int) payload;
            sink.frame(opcode, (first & COMPRESSED) != 0, bytes, from, to, to - next);
            next = to;
        }
    }

    /** Of the frame at {@code from}; -1 when it is not all here. */
    private static int headerBytes(byte[] bytes, int from, int length) {
        if (length - from < 2) {
            return -1;
        }
        int shortLength = bytes[from + 1] & 0x7f;
        int header = shortLength < SHORT_LENGTH ? 2 : shortLength < LONG_LENGTH ? 4 : 10;
        return length - from < header ? -1 : header;
    }

    private static long payloadBytes(byte[] bytes, int from) {
        int shortLength = bytes[from + 1] & 0x7f;
        if (shortLength < SHORT_LENGTH) {
            return shortLength;
        }
        int count = shortLength < LONG_LENGTH ? 2 : 8;
        long payload = 0;
        for (int i = 0; i < count; i++) {
            payload = payload << 8 | (bytes[from + 2 + i] & 0xff);
        }
        return payload;
    }
}
