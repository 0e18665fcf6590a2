// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the body of a response, never more than was asked for, and only when it is whole. */
final class ResponseBody {
    private static final int MAX_CHUNK_LINES_BYTES = 1 << 20;

    private ResponseBody() {}

    /** The body, unpacked: at most so many bytes, of at most so many on the line. */
    static byte[] read(ResponseHead head, InputStream in, int maxBytes, int maxPackedBytes)
            throws IOException, FetchFailure {
        InputStream framed = framed(head, in, maxPackedBytes);
        String encoding = head.headers().getOrDefault("content-encoding", "identity").toLowerCase(Locale.ROOT);
        byte[] bytes = switch (encoding) {
            case "identity", "" -> limited(framed, Math.min(maxBytes, maxPackedBytes));
            case "gzip", "x-gzip" -> unpacked(framed, maxBytes);
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

    private static byte[] unpacked(InputStream framed, int maxBytes) throws IOException, FetchFailure {
        try (InputStream gzip = new GZIPInputStream(framed)) {
            return limited(gzip, maxBytes);
        } catch (ZipException e) {
            throw FetchFailure.of("bad-encoding", "body", "not gzip", "gzip, as its header says");
        }
    }

    private static byte[] limited(InputStream in, int maxBytes) throws IOException, FetchFailure {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (count > maxBytes - bytes.size()) {
                throw tooLarge("more", maxBytes);
            }
            bytes.write(buffer, 0, count);
        }
        return bytes.toByteArray();
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
