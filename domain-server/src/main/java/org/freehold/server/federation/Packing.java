// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Packs documents for the line. Any thread. */
final class Packing {
    private Packing() {}

    /** By gzip; the same bytes always come out the same. */
    static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory takes everything", e);
        }
        return packed.toByteArray();
    }
}
