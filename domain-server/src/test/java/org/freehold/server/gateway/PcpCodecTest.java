// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes as the diagrams of RFC 6887 lay them out. */
final class PcpCodecTest {
    private static final PcpMessage.Nonce NONCE =
            new PcpMessage.Nonce(HexFormat.of().parseHex("0102030405060708090a0b0c"));
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.168.1.10");
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("198.51.100.2");

    @Test
    void writesTheRequestForAPort() {
        assertBytes(
                """
                        02 01 0000 00001c20 00000000000000000000ffffc0a8010a
                        0102030405060708090a0b0c 11 000000 0ff0 0ff1 00000000000000000000ffffc6336402
                        """,
                PcpCodec.write(new PcpMessage.MapRequest(CLIENT, NONCE, 4080, OUTSIDE, 4081, 7200)));
    }

    @Test
    void writesAddressesOfIpv6AsTheyAre() {
        InetAddress client = InetAddress.ofLiteral("2001:db8::5");
        InetAddress any = InetAddress.ofLiteral("::");
        assertBytes(
                """
                        02 01 0000 00000000 20010db8000000000000000000000005
                        0102030405060708090a0b0c 11 000000 0ff0 0000 00000000000000000000000000000000
                        """,
                PcpCodec.write(new PcpMessage.MapRequest(client, NONCE, 4080, any, 0, 0)));
    }

    @Test
    void writesTheRequestForASignOfLife() {
        assertBytes(
                "02 00 0000 00000000 00000000000000000000ffffc0a8010a",
                PcpCodec.write(new PcpMessage.AnnounceRequest(CLIENT)));
    }

    @Test
    void readsAnOpenedPort() {
        assertEquals(
                Optional.of(new PcpMessage.MapAnswer(NONCE, 4080, OUTSIDE, 50_000, 3600, 77)),
                read("""
                        02 81 00 00 00000e10 0000004d 000000000000000000000000
                        0102030405060708090a0b0c 11 000000 0ff0 c350 00000000000000000000ffffc6336402
                        """));
    }

    @Test
    void readsASignOfLife() {
        assertEquals(
                Optional.of(new PcpMessage.AnnounceAnswer(4_294_967_295L)),
                read("02 80 00 00 00000000 ffffffff 000000000000000000000000"));
    }

    @Test
    void readsARefusalWithTheRequestThatItIsAbout() {
        assertEquals(
                Optional.of(new PcpMessage.Refusal(2, NONCE, 77)),
                read("""
                        02 81 00 02 00000e10 0000004d 000000000000000000000000
                        0102030405060708090a0b0c 11 000000 0ff0 0000 00000000000000000000ffff00000000
                        """));
    }

    @Test
    void understandsARouterThatOnlySpeaksNatPmp() {
        // RFC 6886 section 3.5: version 0, the opcode with its first bit, code 1, its time.
        assertEquals(Optional.of(new PcpMessage.Refusal(1, null, 0)), read("00 81 0001 0000004d"));
    }

    @Test
    void leavesOutWhatIsNoAnswer() {
        assertEquals(Optional.empty(), read(""));
        assertEquals(Optional.empty(), read("02 01 0000 00001c20 00000000000000000000ffffc0a8010a"), "a question");
        assertEquals(Optional.empty(), read("02 81 00 00 00000e10 0000004d 000000000000000000000000"), "cut off");
        assertEquals(Optional.empty(), read("02 82 00 00 00000e10 0000004d 000000000000000000000000"), "PEER");
    }

    @Test
    void leavesOutAPortThatIsNotUdp() {
        for (String other : List.of("00", "06", "84")) { // any, TCP, SCTP
            assertEquals(
                    Optional.empty(),
                    read("""
                            02 81 00 00 00000e10 0000004d 000000000000000000000000
                            0102030405060708090a0b0c %s 000000 0ff0 c350 00000000000000000000ffffc6336402
                            """.formatted(other)),
                    other);
        }
    }

    @Test
    void refusesANonceOfAnotherSize() {
        assertThrows(IllegalArgumentException.class, () -> new PcpMessage.Nonce(new byte[11]));
    }

    @Test
    void readsAnythingWithoutAFault() {
        Random random = new Random(6887);
        byte[] good = HexFormat.of().parseHex("""
                028100000000 0e100000004d000000000000000000000000
                0102030405060708090a0b0c110000000ff0c35000000000000000000000ffffc6336402
                """.replaceAll("\\s", ""));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = i % 2 == 0 ? good.clone() : new byte[random.nextInt(PcpCodec.MAX_BYTES + 100)];
            if (i % 2 == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            } else {
                random.nextBytes(bytes);
                if (bytes.length > 1) {
                    bytes[0] = 2;
                }
            }
            PcpCodec.read(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)));
        }
    }

    private static Optional<PcpMessage.Answer> read(String hex) {
        return PcpCodec.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", ""))));
    }

    private static void assertBytes(String hex, byte[] bytes) {
        assertEquals(hex.replaceAll("\\s", ""), HexFormat.of().formatHex(bytes));
    }
}
