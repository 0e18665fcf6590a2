// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TurnMessageTest {

    /** The sample of RFC 5769 section 2.4, with long-term credentials. */
    @Test
    void signsAsTheSampleOfTheStandard() {
        byte[] key = TurnMessage.key("\u30de\u30c8\u30ea\u30c3\u30af\u30b9", "example.org", "TheMatrIX");
        TurnMessage message = TurnMessage.of(1, HexFormat.of().parseHex("78ad3433c6ad72c029da412e"))
                .with(TurnMessage.USERNAME, HexFormat.of().parseHex("e3839ee38388e383aae38383e382afe382b9"))
                .with(TurnMessage.NONCE, "f//499k954d6OL34oL9FSTvy64sA".getBytes(StandardCharsets.US_ASCII))
                .with(TurnMessage.REALM, "example.org".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = message.bytes(key);
        assertEquals(
                "f67024656dd64a3e02b8e0712e85c9a28ca89666",
                HexFormat.of().formatHex(bytes, bytes.length - 20, bytes.length));
    }

    @Test
    void readsWhatItWrites() {
        InetSocketAddress address = new InetSocketAddress("2001:db8::7", 40_000);
        TurnMessage written = TurnMessage.of(TurnMessage.CHANNEL_BIND, new byte[12])
                .with(TurnMessage.CHANNEL_NUMBER, 0x40000000).with(TurnMessage.PEER_ADDRESS, address)
                .with(TurnMessage.DATA, new byte[] {1, 2, 3});
        TurnMessage read = TurnMessage.read(written.bytes(null)).orElseThrow();
        assertEquals(address, read.address(TurnMessage.PEER_ADDRESS));
        assertEquals(0x40000000, read.number(TurnMessage.CHANNEL_NUMBER, 0));
        assertArrayEquals(new byte[] {1, 2, 3}, read.attributes().get(TurnMessage.DATA));
    }

    @Test
    void survivesWhateverComes() {
        Random random = new Random(8656);
        byte[] sample = TurnMessage.of(0x0103, new byte[12])
                .with(TurnMessage.RELAYED_ADDRESS, new InetSocketAddress("192.0.2.1", 7))
                .with(TurnMessage.LIFETIME, 600).bytes(new byte[16]);
        int understood = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] packet = sample.clone();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
            }
            Optional<TurnMessage> read = TurnMessage.read(packet);
            if (read.isPresent()) {
                understood++;
                read.get().address(TurnMessage.RELAYED_ADDRESS);
                read.get().number(TurnMessage.LIFETIME, 0);
                read.get().errorCode();
            }
        }
        assertTrue(understood > 10_000, "most of what is nearly right has to be looked into: " + understood);
    }

    @Test
    void readsUrlsOfServersThatItCanSpeakTo() {
        assertEquals(Optional.of(new TurnUrl("turn.example", 3478, TurnUrl.Way.UDP)),
                TurnUrl.parse("turn:turn.example"));
        assertEquals(
                Optional.of(new TurnUrl("192.0.2.1", 80, TurnUrl.Way.TCP)),
                TurnUrl.parse("turn:192.0.2.1:80?transport=tcp"));
        assertEquals(
                Optional.of(new TurnUrl("2001:db8::1", 443, TurnUrl.Way.TLS)),
                TurnUrl.parse("turns:[2001:db8::1]:443?transport=tcp"));
        assertEquals(Optional.empty(), TurnUrl.parse("turns:turn.example?transport=udp"));
        assertEquals(Optional.empty(), TurnUrl.parse("stun:turn.example"));
        assertEquals(Optional.empty(), TurnUrl.parse("turn:turn.example:0"));
    }
}
