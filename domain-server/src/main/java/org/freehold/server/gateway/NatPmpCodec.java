// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Bytes of NAT-PMP (RFC 6886 section 3). Pure.
 *
 * <pre>
 * map     | version 0 |  opcode   |   reserved (2)    |  answer | version 0 |128, opcode|  result code (2)  |
 *         |     port here (2)     | port outside (2)  |         |               epoch (4)                   |
 *         |                lifetime (4)               |  map    |     port here (2)     | port outside (2)  |
 *                                                               |               lifetime (4)                |
 * address | version 0 |  opcode   |                     address |            address outside (4)            |
 * </pre>
 */
final class NatPmpCodec {
    private static final int VERSION = 0;
    private static final int ANSWER = 0x80;
    private static final int OPCODE = 0x7F;
    private static final int ADDRESS = 0;
    private static final int MAP_UDP = 1;
    private static final int HEADER_BYTES = 8;
    private static final int ADDRESS_BYTES = 12;
    private static final int MAP_BYTES = 16;

    private NatPmpCodec() {}

    /** The bytes of a question. */
    static byte[] write(NatPmpMessage.Request request) {
        return switch (request) {
            case NatPmpMessage.AddressRequest _ -> new byte[] {VERSION, ADDRESS};
            case NatPmpMessage.MapRequest map -> {
                ByteBuffer bytes = ByteBuffer.allocate(12).put((byte) VERSION).put((byte) MAP_UDP).putShort((short) 0);
                bytes.putShort((short) map.port()).putShort((short) map.suggestedPort());
                yield bytes.putInt((int) map.lifetime()).array();
            }
        };
    }

    /** The answer in these bytes; empty when they are none, or about a port that is not UDP. */
    static Optional<NatPmpMessage.Answer> read(ByteBuffer packet) {
        ByteBuffer bytes = packet.slice();
        int size = bytes.remaining();
        if (size < HEADER_BYTES || bytes.get(0) != VERSION || (bytes.get(1) & ANSWER) == 0) {
            return Optional.empty();
        }
        int code = Short.toUnsignedInt(bytes.getShort(2));
        long epoch = Integer.toUnsignedLong(bytes.getInt(4));
        if (code != 0) {
            return Optional.of(new NatPmpMessage.Refusal(code, epoch));
        }
        int opcode = bytes.get(1) & OPCODE;
        if (opcode == ADDRESS && size == ADDRESS_BYTES) {
            byte[] raw = new byte[4];
            bytes.get(HEADER_BYTES, raw);
            return Optional.of(new NatPmpMessage.AddressAnswer(address(raw), epoch));
        }
        if (opcode == MAP_UDP && size == MAP_BYTES) {
            return Optional.of(new NatPmpMessage.MapAnswer(
                    Short.toUnsignedInt(bytes.getShort(8)),
                    Short.toUnsignedInt(bytes.getShort(10)),
                    Integer.toUnsignedLong(bytes.getInt(12)),
                    epoch));
        }
        return Optional.empty();
    }

    private static InetAddress address(byte[] raw) {
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 bytes are an address", e);
        }
    }
}
