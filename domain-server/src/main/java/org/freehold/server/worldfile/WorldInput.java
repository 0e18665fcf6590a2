// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The JSON of a world file, unpacked where it is packed, of at most {@link #MAX_BYTES}. */
final class WorldInput extends FilterInputStream {
    /** Largest file, bytes after unpacking: a small packed file can be as large as it likes. */
    static final long MAX_BYTES = 1L << 30;

    private static final int BUFFER_BYTES = 1 << 16;

    private final long maxBytes;
    private long bytes;

    private WorldInput(InputStream in, long maxBytes) {
        super(in);
        this.maxBytes = maxBytes;
    }

    static WorldInput open(InputStream file, long maxBytes) throws IOException {
        var buffered = new BufferedInputStream(file, BUFFER_BYTES);
        buffered.mark(2);
        boolean packed = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return new WorldInput(packed ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered, maxBytes);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) throws IOException {
        bytes += read;
        if (bytes > maxBytes) {
            throw new TooLongException(maxBytes);
        }
    }

    /** More came out than a world needs. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        TooLongException(long maxBytes) {
            super("larger than " + maxBytes + " bytes");
        }
    }
}
