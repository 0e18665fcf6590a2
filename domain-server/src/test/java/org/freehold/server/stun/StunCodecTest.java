// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.freehold.server.stun.StunMessage.Change;
import org.junit.jupiter.api.Test;

/** The first three are the samples of RFC 5769. */
final class StunCodecTest {
    private static final String TRANSACTION = "b7e7a701bc34d686fa87dfae";
    private static final String SAMPLE_REQUEST = "000100582112a442" + TRANSACTION
            + "802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b151263b36"
            + "0006000965767 46a3a6836765920202000080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf";
    private static final String SAMPLE_RESPONSE = "0101003c2112a442" + TRANSACTION
            + "8022000b7465737420766563746f7220002000080001a147e112a643"
            + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96";
    private static final String SAMPLE_RESPONSE_6 = "010100482112a442" + TRANSACTION
            + "8022000b7465737420766563746f7220002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
            + "00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c";

    private final byte[] id = HexFormat.of().parseHex(TRANSACTION);

    @Test
    void readsTheRequestOfAnIceAgent() {
        assertEquals(Optional.of(StunMessage.Request.plain(id)), read(SAMPLE_REQUEST));
    }

    @Test
    void readsAnAddressOfIpv4() {
        assertEquals(
                new InetSocketAddress("192.0.2.1", 32853),
                assertInstanceOf(StunMessage.Success.class, read(SAMPLE_RESPONSE).orElseThrow()).mapped());
    }

    @Test
    void readsAnAddressOfIpv6() {
        assertEquals(
                new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853),
                assertInstanceOf(StunMessage.Success.class, read(SAMPLE_RESPONSE_6).orElseThrow()).mapped());
    }

    @Test
    void readsWhatItWrites() {
        InetSocketAddress four = new InetSocketAddress("198.51.100.7", 65535);
        InetSocketAddress six = new InetSocketAddress("2001:db8::1", 1);
        for (StunMessage message : List.of(
                StunMessage.Request.plain(id),
                new StunMessage.Request(id, new Change(false, true), List.of()),
                new StunMessage.Request(id, new Change(true, false), List.of()),
                new StunMessage.Success(id, four, null, null),
                new StunMessage.Success(id, six, six, six),
                new StunMessage.Success(id, four, six, null),
                new StunMessage.Failure(id, 420, List.of()))) {
            assertEquals(Optional.of(message), StunCodec.read(StunCodec.write(message)));
        }
    }

    @Test
    void largestAnswerHasThe92BytesOfTheProtocol() {
        InetSocketAddress six = new InetSocketAddress("2001:db8::1", 1);
        assertEquals(92, StunCodec.write(new StunMessage.Success(id, six, six, six)).remaining());
        assertEquals(44, StunCodec.write(new StunMessage.Success(id, six, null, null)).remaining());
    }

    @Test
    void namesAttributesThatHaveToBeUnderstood() {
        StunMessage.Request request = assertInstanceOf(
                StunMessage.Request.class,
                read("000100082112a442" + TRANSACTION + "7fff000100000000").orElseThrow());
        assertEquals(List.of(0x7fff), request.unknown());
    }

    @Test
    void takesNothingElseForStun() {
        for (String bytes : List.of(
                "", "00", "16fefd", SAMPLE_REQUEST.substring(0, 60), "000100002112a443" + TRANSACTION,
                "000100042112a442" + TRANSACTION, "000100042112a442" + TRANSACTION + "80220001",
                "000300002112a442" + TRANSACTION, "010100002112a442" + TRANSACTION,
                "000100042112a442" + TRANSACTION + "00030000", SAMPLE_REQUEST + "00000000")) {
            assertEquals(Optional.empty(), read(bytes), bytes);
        }
    }

    @Test
    void survivesWhateverComes() {
        Random random = new Random(5389);
        List<byte[]> samples = List.of(bytes(SAMPLE_REQUEST), bytes(SAMPLE_RESPONSE), bytes(SAMPLE_RESPONSE_6));
        int understood = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] packet = samples.get(random.nextInt(samples.size())).clone();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(8) == 0 ? random.nextInt(packet.length + 1) : packet.length;
            if (StunCodec.read(ByteBuffer.wrap(packet, 0, length)).isPresent()) {
                understood++;
            }
        }
        assertTrue(understood > 10_000, "most of what is nearly right has to be looked into: " + understood);
    }

    private static Optional<StunMessage> read(String hex) {
        return StunCodec.read(ByteBuffer.wrap(bytes(hex)));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
