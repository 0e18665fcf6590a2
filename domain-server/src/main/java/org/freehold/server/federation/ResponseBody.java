// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the body of a response, never more than was asked for, and only when it is whole. */
final class ResponseBody {
    private static final int MAX_CHUNK_LINES_BYTES = 1 << 20;
    private static final int LEAST_MORE = 16_384;

    private ResponseBody() {}

    /** The body, unpacked: at most so many bytes, of at most so many on the line. */
    static byte[] read(ResponseHead head, InputStream in, int maxBytes, int maxPackedBytes)
            throws IOException, FetchFailure {
        InputStream framed = framed(head, in, maxPackedBytes);
        String encoding = head.headers().getOrDefault("content-encoding", "identity").toLowerCase(Locale.ROOT);
        byte[] bytes = switch (encoding) {
            case "identity", "" -> whole(framed, expected(framed), Math.min(maxBytes, maxPackedBytes));
            case "gzip", "x-gzip" -> unpacked(whole(framed, expected(framed), maxPackedBytes), maxBytes);
            default -> throw FetchFailure.of(
                    "bad-encoding", "content-encoding", ResponseHead.printable(encoding), "gzip or none");
        };
        if (framed instanceof Fixed fixed && fixed.left > 0) {
            throw cut();
        }
        return bytes;
    }

    private static InputStream framed(ResponseHead head, InputStream in, int maxBytes) throws FetchFailure {
        String coding = head.header("transfer-encoding");
        if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked")) {
                throw FetchFailure.of("not-http", "transfer-encoding", ResponseHead.printable(coding), "chunked");
            }
            return new Chunked(in, maxBytes);
        }
        String length = head.header("content-length");
        if (length == null || !length.matches("[0-9]{1,18}")) {
            // Without a length nobody could tell a cut body from a whole one.
            throw FetchFailure.of(
                    "no-length", "content-length", length == null ? "missing" : ResponseHead.printable(length),
                    "the number of bytes, or chunks");
        }
        long bytes = Long.parseLong(length);
        if (bytes > maxBytes) {
            throw tooLarge(bytes, maxBytes);
        }
        return new Fixed(in, bytes);
    }

    private static byte[] unpacked(byte[] packed, int maxBytes) throws IOException, FetchFailure {
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return whole(gzip, unpackedSize(packed), maxBytes);
        } catch (ZipException e) {
            throw FetchFailure.of("bad-encoding", "body", "not gzip", "gzip, as its header says");
        }
    }

    /** How long it says that it is (RFC 1952 section 2.3.1, ISIZE); no promise. */
    private static long unpackedSize(byte[] packed) {
        return packed.length < Integer.BYTES
                ? 0
                : Integer.toUnsignedLong(ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(packed.length - Integer.BYTES));
    }

    private static long expected(InputStream framed) {
        return framed instanceof Fixed fixed ? fixed.left : 0;
    }

    /** Everything, in an array of the expected size if that was right: a list is long enough that a copy of it counts. */
    private static byte[] whole(InputStream in, long expected, int maxBytes) throws IOException, FetchFailure {
        byte[] bytes = new byte[(int) Math.min(expected, maxBytes)];
        int size = 0;
        while (true) {
            if (size < bytes.length) {
                int count = in.read(bytes, size, bytes.length - size);
                if (count < 0) {
                    return Arrays.copyOf(bytes, size);
                }
                size += count;
                continue;
            }
            int next = in.read();
            if (next < 0) {
                return bytes;
            }
            if (size == maxBytes) {
                throw tooLarge("more", maxBytes);
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(LEAST_MORE, 2L * size)));
            bytes[size++] = (byte) next;
        }
    }

    private static FetchFailure tooLarge(Object size, int maxBytes) {
        return FetchFailure.of("too-large", "body", size,
                "at most " + maxBytes + " bytes; a long list has to be sent packed (gzip), or as several");
    }

    private static FetchFailure cut() {
        return FetchFailure.of("cut", "body", "ended early", "as many bytes as its header says");
    }

    /** As many bytes as were announced. */
    private static final class Fixed extends InputStream {
        private final InputStream in;
        private long left;

        Fixed(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(buffer, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new CutException();
            }
            left -= count;
            return count;
        }
    }

    /** A body in chunks (RFC 9112 section 7.1). */
    private static final class Chunked extends InputStream {
        private final InputStream in;
        private final ResponseHead.Lines lines;
        private final int maxBytes;
        private long left;
        private long begun;
        private boolean ended;

        Chunked(InputStream in, int maxBytes) {
            this.in = in;
            this.maxBytes = maxBytes;
            this.lines = new ResponseHead.Lines(in, MAX_CHUNK_LINES_BYTES);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (ended) {
                return -1;
            }
            if (left == 0 && !begin()) {
                return -1;
            }
            int count = in.read(buffer, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new CutException();
            }
            left -= count;
            if (left == 0) {
                line(); // the line break behind each chunk
            }
            return count;
        }

        private boolean begin() throws IOException {
            String line = line();
            int end = line.indexOf(';');
            String size = (end < 0 ? line : line.substring(0, end)).strip();
            if (!size.matches("[0-9A-Fa-f]{1,8}")) {
                throw new CutException();
            }
            left = Long.parseLong(size, 16);
            begun += left;
            if (begun > maxBytes) {
                throw new TooLargeException(maxBytes);
            }
            ended = left == 0;
            return !ended;
        }

        private String line() throws IOException {
            try {
                return lines.next();
            } catch (FetchFailure e) {
                throw new CutException();
            }
        }
    }

    /** More chunks than were asked for; without a stack trace. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
        private final int maxBytes;

        TooLargeException(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }

        FetchFailure failure() {
            return tooLarge("more", maxBytes);
        }
    }

    /** The body ended before its end; without a stack trace. */
    static final class CutException extends IOException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }

        FetchFailure failure() {
            return cut();
        }
    }
}
