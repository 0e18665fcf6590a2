// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

/**
 * On the hot path: whether a packet can be one of an established connection (RFC 6347 section 4.1). Bouncy Castle ends the connection over
 * records that are too short or of an unknown version, which anybody can forge; what was encrypted by the other end never is.
 *
 * <pre>
 * type u8 · version u16 = 0xfefd · epoch u16 · sequence u48 · length u16 · nonce 8 bytes · content · tag 16 bytes
 * </pre>
 */
final class RecordShape {
    private static final int HEADER_BYTES = 13;
    private static final int LEAST_ENCRYPTED_BYTES = 8 + 16;
    private static final int VERSION = 0xfefd;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;

    private RecordShape() {}

    static boolean fits(byte[] packet) {
        int start = 0;
        while (packet.length - start >= HEADER_BYTES) {
            int type = packet[start] & 0xff;
            int length = u16(packet, start + 11);
            boolean isKnown = type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA
                    && u16(packet, start + 1) == VERSION;
            // The last flight of a handshake may come again in the clear.
            boolean isLongEnough = switch (u16(packet, start + 3)) {
                case 0 -> type == HANDSHAKE && length > 0;
                case 1 -> length >= LEAST_ENCRYPTED_BYTES;
                default -> false;
            };
            start += HEADER_BYTES + length;
            if (!isKnown || !isLongEnough) {
                return false;
            }
        }
        return start == packet.length && start > 0;
    }

    private static int u16(byte[] bytes, int index) {
        return ((bytes[index] & 0xff) << 8) | (bytes[index + 1] & 0xff);
    }
}
