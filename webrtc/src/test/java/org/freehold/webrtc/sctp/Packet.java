// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A packet as tests see it: a tag and chunks, each of them bytes. */
public record Packet(int tag, List<Chunk> chunks) {

    /** A chunk with its value. */
    public record Chunk(int type, int flags, byte[] value) {

        /** Whether it is a RE-CONFIG that answers a request. */
        public boolean isResetAnswer() {
            return type == ChunkType.RE_CONFIG && value[1] == ReConfig.RESPONSE;
        }

        /** A number of four bytes in its value. */
        int int32(int at) {
            return NetworkOrder.int32(value, at);
        }

        int unsigned16(int at) {
            return NetworkOrder.unsigned16(value, at);
        }
    }

    /** Takes apart what an association sent. */
    public static Packet read(byte[] bytes) {
        if (!Tlv.isWhole(bytes, PacketWriter.HEADER_BYTES, bytes.length) || bytes.length % 4 != 0) {
            throw new AssertionError("not whole: " + Arrays.toString(bytes));
        }
        List<Chunk> chunks = new ArrayList<>();
        Tlv tlv = new Tlv();
        tlv.walk(bytes, PacketWriter.HEADER_BYTES, bytes.length);
        while (tlv.next()) {
            chunks.add(new Chunk(tlv.chunkType(), tlv.chunkFlags(),
                    Arrays.copyOfRange(bytes, tlv.start(), tlv.start() + tlv.length())));
        }
        boolean data = false;
        for (Chunk chunk : chunks) {
            if (data && chunk.type != ChunkType.DATA) {
                throw new AssertionError("a control chunk after DATA: " + chunks);
            }
            data |= chunk.type == ChunkType.DATA;
        }
        return new Packet(NetworkOrder.int32(bytes, 4), chunks);
    }

    /** The chunks of this type. */
    Stream<Chunk> all(int type) {
        return chunks.stream().filter(chunk -> chunk.type == type);
    }

    /** Its bytes, with a checksum. */
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x13, (byte) 0x88, 0x13, (byte) 0x88});
        out.writeBytes(ints(tag, 0));
        for (Chunk chunk : chunks) {
            int length = 4 + chunk.value.length;
            out.writeBytes(new byte[] {(byte) chunk.type, (byte) chunk.flags, (byte) (length >> 8), (byte) length});
            out.writeBytes(chunk.value);
            out.writeBytes(new byte[-length & 3]);
        }
        byte[] bytes = out.toByteArray();
        NetworkOrder.put32(bytes, 8, new Checksum().of(bytes, 0, bytes.length));
        return bytes;
    }

    /** Numbers of four bytes. */
    static byte[] ints(int... numbers) {
        byte[] bytes = new byte[4 * numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            NetworkOrder.put32(bytes, 4 * i, numbers[i]);
        }
        return bytes;
    }

    /** One after the other. */
    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
