// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class ChecksumTest {

    /** RFC 3720 appendix B.4 gives these: the bytes in the order of the wire. */
    @Test
    void isTheCrcOfTheVectors() {
        byte[] zeros = new byte[32];
        byte[] ones = new byte[32];
        byte[] up = new byte[32];
        byte[] down = new byte[32];
        for (int i = 0; i < 32; i++) {
            ones[i] = (byte) 0xFF;
            up[i] = (byte) i;
            down[i] = (byte) (31 - i);
        }
        assertEquals(0xAA36918A, wire(zeros));
        assertEquals(0x43ABA862, wire(ones));
        assertEquals(0x4E79DD46, wire(up));
        assertEquals(0x5CDB3F11, wire(down));
    }

    private static int wire(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.reverseBytes((int) crc.getValue());
    }

    /** Without it, this is the first vector. */
    @Test
    void takesTheChecksumItselfAsZero() {
        byte[] packet = new byte[32 + 2];
        NetworkOrder.put32(packet, 2 + 8, 0x12345678);
        assertEquals(0xAA36918A, new Checksum().of(packet, 2, 32));
    }
}
