// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.zip.CRC32C;

/** The checksum of packets: CRC32c over everything, with the checksum itself taken as 0 (RFC 9260 section 6.8 and appendix A). */
final class Checksum {
    private static final int AT = 8;
    private static final byte[] ZERO = new byte[4];

    private final CRC32C crc = new CRC32C();

    /** What belongs into a packet, as a number in network order. */
    int of(byte[] packet, int offset, int length) {
        crc.reset();
        crc.update(packet, offset, AT);
        crc.update(ZERO, 0, ZERO.length);
        crc.update(packet, offset + AT + ZERO.length, length - AT - ZERO.length);
        return Integer.reverseBytes((int) crc.getValue());
    }
}
