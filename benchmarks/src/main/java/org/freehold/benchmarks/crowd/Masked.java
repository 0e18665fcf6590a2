// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import io.netty.buffer.ByteBuf;

/** Frames of a client (RFC 6455 section 5.2): masked, final. */
final class Masked {
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    /** Any key will do against a server that is our own or wants to be measured. */
    private static final byte[] KEY = {0x5a, 0x33, 0x1e, 0x17};

    private Masked() {}

    /**
     * Begins a frame whose payload is shorter than 126 bytes and follows.
     *
     * @return where the payload begins, for {@link #end}
     */
    static int begin(ByteBuf out, int opcode) {
        out.writeByte(FIN | opcode).writeByte(0).writeBytes(KEY);
        return out.writerIndex();
    }

    /** Completes the frame: its length, and the mask over what was written. */
    static void end(ByteBuf out, int payload) {
        out.setByte(payload - 5, MASKED | out.writerIndex() - payload);
        mask(out, payload);
    }

    /** A whole frame of less than 64 KiB. */
    static void write(ByteBuf out, int opcode, byte[] content) {
        out.writeByte(FIN | opcode);
        if (content.length < SHORT_LENGTH) {
            out.writeByte(MASKED | content.length);
        } else {
            out.writeByte(MASKED | SHORT_LENGTH).writeShort(content.length);
        }
        out.writeBytes(KEY);
        int payload = out.writerIndex();
        out.writeBytes(content);
        mask(out, payload);
    }

    private static void mask(ByteBuf out, int payload) {
        for (int i = payload; i < out.writerIndex(); i++) {
            out.setByte(i, out.getByte(i) ^ KEY[(i - payload) % KEY.length]);
        }
    }
}
