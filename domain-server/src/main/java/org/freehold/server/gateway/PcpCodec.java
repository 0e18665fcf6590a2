// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Bytes of PCP version 2 (RFC 6887 sections 7 and 11). Pure.
 *
 * <pre>
 * request | version 2 |R=0, opcode|   reserved (2)    |  answer | version 2 |R=1, opcode| reserved | result code |
 *         |                lifetime (4)               |         |                lifetime (4)                    |
 *         |         address of this machine (16)      |         |                 epoch (4)                      |
 *                                                               |               reserved (12)                    |
 * MAP     |                nonce (12)                 |
 *         | 17 (UDP)  |          reserved (3)         |
 *         |     port here (2)     | port outside (2)  |
 *         |            address outside (16)           |
 * </pre>
 */
final class PcpCodec {
    /** Largest message (section 7). */
    static final int MAX_BYTES = 1100;

    private static final int VERSION = 2;
    private static final int HEADER_BYTES = 24;
    private static final int MAP_BYTES = HEADER_BYTES + 36;
    private static final int ANSWER = 0x80;
    private static final int OPCODE = 0x7F;
    private static final int ANNOUNCE = 0;
    private static final int MAP = 1;
    /** Its number in an IP header. */
    private static final int UDP = 17;
    private static final int MAPPED_PREFIX_BYTES = 12;

    private PcpCodec() {}

    /** The bytes of a question. */
    static byte[] write(PcpMessage.Request request) {
        return switch (request) {
            case PcpMessage.AnnounceRequest announce -> header(HEADER_BYTES, ANNOUNCE, 0, announce.client()).array();
            case PcpMessage.MapRequest map -> {
                ByteBuffer bytes = header(MAP_BYTES, MAP, map.lifetime(), map.client());
                bytes.put(map.nonce().bytes()).put((byte) UDP);
                bytes.put((byte) 0).putShort((short) 0);
                bytes.putShort((short) map.port()).putShort((short) map.suggestedPort());
                yield putAddress(bytes, map.suggested()).array();
            }
        };
    }

    /** The answer in these bytes; empty when they are none of a kind that is asked for here. */
    static Optional<PcpMessage.Answer> read(ByteBuffer packet) {
        ByteBuffer bytes = packet.slice();
        int size = bytes.remaining();
        // A router that speaks an older version has its own, shorter form of saying so (section 9).
        if (size < 4 || size > MAX_BYTES || (bytes.get(1) & ANSWER) == 0) {
            return Optional.empty();
        }
        int version = Byte.toUnsignedInt(bytes.get(0));
        int code = Byte.toUnsignedInt(bytes.get(3));
        if (version != VERSION) {
            return code == PcpMessage.Refusal.UNSUPPORTED_VERSION
                    ? Optional.of(new PcpMessage.Refusal(code, null, 0))
                    : Optional.empty();
        }
        if (size < HEADER_BYTES || size % 4 != 0) {
            return Optional.empty();
        }
        long lifetime = Integer.toUnsignedLong(bytes.getInt(4));
        long epoch = Integer.toUnsignedLong(bytes.getInt(8));
        int opcode = bytes.get(1) & OPCODE;
        boolean isMap = opcode == MAP && size >= MAP_BYTES;
        if (code != 0) {
            return Optional.of(new PcpMessage.Refusal(code, isMap ? nonce(bytes) : null, epoch));
        }
        if (opcode == ANNOUNCE) {
            return Optional.of(new PcpMessage.AnnounceAnswer(epoch));
        }
        return isMap ? map(bytes, lifetime, epoch) : Optional.empty();
    }

    private static Optional<PcpMessage.Answer> map(ByteBuffer bytes, long lifetime, long epoch) {
        if (bytes.get(HEADER_BYTES + PcpMessage.NONCE_BYTES) != UDP) {
            return Optional.empty();
        }
        int port = Short.toUnsignedInt(bytes.getShort(40));
        int outside = Short.toUnsignedInt(bytes.getShort(42));
        return Optional.of(new PcpMessage.MapAnswer(nonce(bytes), port, address(bytes, 44), outside, lifetime, epoch));
    }

    private static PcpMessage.Nonce nonce(ByteBuffer bytes) {
        byte[] nonce = new byte[PcpMessage.NONCE_BYTES];
        bytes.get(HEADER_BYTES, nonce);
        return new PcpMessage.Nonce(nonce);
    }

    private static ByteBuffer header(int size, int opcode, long lifetime, InetAddress client) {
        ByteBuffer bytes = ByteBuffer.allocate(size).put((byte) VERSION).put((byte) opcode).putShort((short) 0);
        return putAddress(bytes.putInt((int) lifetime), client);
    }

    /** 16 bytes, IPv4 as {@code ::ffff:a.b.c.d} (section 5). */
    private static ByteBuffer putAddress(ByteBuffer bytes, InetAddress address) {
        byte[] raw = address.getAddress();
        if (raw.length == 4) {
            bytes.putLong(0).putInt(0xFFFF);
        }
        return bytes.put(raw);
    }

    private static InetAddress address(ByteBuffer bytes, int at) {
        byte[] raw = new byte[MAPPED_PREFIX_BYTES + 4];
        bytes.get(at, raw);
        try {
            // Java makes an IPv4 address of a mapped one.
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
