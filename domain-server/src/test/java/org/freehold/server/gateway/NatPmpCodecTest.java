// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes as the diagrams of RFC 6886 lay them out. */
final class NatPmpCodecTest {

    @Test
    void writesTheRequestForTheAddress() {
        assertBytes("00 00", NatPmpCodec.write(new NatPmpMessage.AddressRequest()));
    }

    @Test
    void writesTheRequestForAPort() {
        assertBytes(
                "00 01 0000 0ff0 c350 00001c20", NatPmpCodec.write(new NatPmpMessage.MapRequest(4080, 50_000, 7200)));
        assertBytes(
                "00 01 0000 0ff0 0000 00000000", NatPmpCodec.write(new NatPmpMessage.MapRequest(4080, 0, 0)));
    }

    @Test
    void readsTheAddress() {
        assertEquals(
                Optional.of(new NatPmpMessage.AddressAnswer(InetAddress.ofLiteral("198.51.100.2"), 77)),
                read("00 80 0000 0000004d c6336402"));
    }

    @Test
    void readsAnOpenedPort() {
        assertEquals(
                Optional.of(new NatPmpMessage.MapAnswer(4080, 50_000, 7200, 77)),
                read("00 81 0000 0000004d 0ff0 c350 00001c20"));
        assertEquals(
                Optional.of(new NatPmpMessage.MapAnswer(65_535, 1, 4_294_967_295L, 0)),
                read("00 81 0000 00000000 ffff 0001 ffffffff"));
    }

    @Test
    void readsARefusalWithAndWithoutWhatFollows() {
        assertEquals(Optional.of(new NatPmpMessage.Refusal(2, 77)), read("00 81 0002 0000004d 0ff0 0000 00000000"));
        assertEquals(Optional.of(new NatPmpMessage.Refusal(5, 77)), read("00 81 0005 0000004d"));
    }

    @Test
    void leavesOutWhatIsNoAnswer() {
        assertEquals(Optional.empty(), read(""));
        assertEquals(Optional.empty(), read("00 01 0000 0ff0 c350 00001c20"), "a question");
        assertEquals(Optional.empty(), read("00 81 0000 0000004d 0ff0 c350 00001c"), "cut off");
        assertEquals(Optional.empty(), read("02 81 0000 0000004d 0ff0 c350 00001c20"), "of another version");
        assertEquals(Optional.empty(), read("00 82 0000 0000004d 0ff0 c350 00001c20"), "about TCP");
        assertEquals(Optional.empty(), read("00 83 0000 0000004d 0ff0 c350 00001c20"), "of another kind");
    }

    @Test
    void readsAnythingWithoutAFault() {
        Random random = new Random(6886);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (bytes.length > 3 && i % 2 == 0) {
                bytes[0] = 0;
                bytes[1] = (byte) (128 + random.nextInt(4));
                bytes[2] = 0;
                bytes[3] = 0;
            }
            NatPmpCodec.read(ByteBuffer.wrap(bytes));
        }
    }

    private static Optional<NatPmpMessage.Answer> read(String hex) {
        return NatPmpCodec.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    private static void assertBytes(String hex, byte[] bytes) {
        assertEquals(hex.replace(" ", ""), HexFormat.of().formatHex(bytes));
    }
}
