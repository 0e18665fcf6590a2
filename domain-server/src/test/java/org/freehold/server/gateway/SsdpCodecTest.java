// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SsdpCodecTest {
    private static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.1.1");
    private static final String GOOD = """
            HTTP/1.1 200 OK\r
            CACHE-CONTROL: max-age=120\r
            ST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r
            Location: http://192.168.1.1:5000/rootDesc.xml\r
            \r
            """;

    @Test
    void findsWhereTheRouterDescribesItself() {
        assertEquals(Optional.of(URI.create("http://192.168.1.1:5000/rootDesc.xml")), location(GOOD));
    }

    @Test
    void doesNotGoWhereTheAnswerLeadsElsewhere() {
        assertEquals(Optional.empty(), location(GOOD.replace("http://192.168.1.1:", "http://192.168.1.2:")));
        assertEquals(Optional.empty(), location(GOOD.replace("http://192.168.1.1:", "http://evil.example:")));
        assertEquals(Optional.empty(),
                location(GOOD.replace("http://192.168.1.1:", "http://192.168.1.1@evil.example:")));
        assertEquals(Optional.empty(), location(GOOD.replace("http://192.168.1.1:", "http://user@192.168.1.1:")));
        assertEquals(Optional.empty(), location(GOOD.replace("http://", "file://")));
        assertEquals(Optional.empty(), location(GOOD.replace("http://", "//")));
        assertEquals(Optional.empty(), location(GOOD.replace("/rootDesc.xml", "/" + "x".repeat(600))));
    }

    @Test
    void portIsOneThatThereIs() {
        assertEquals(Optional.empty(), location(GOOD.replace(":5000/", ":99999/")));
        assertEquals(Optional.empty(), location(GOOD.replace(":5000/", ":65536/")));
        assertEquals(Optional.empty(), location(GOOD.replace(":5000/", ":0/")));
        assertEquals(
                Optional.of(URI.create("http://192.168.1.1:65535/rootDesc.xml")),
                location(GOOD.replace(":5000/", ":65535/")));
        assertEquals(
                Optional.of(URI.create("http://192.168.1.1/rootDesc.xml")), location(GOOD.replace(":5000/", "/")));
    }

    @Test
    void leavesOutWhatIsNoAnswerOfARouter() {
        assertEquals(Optional.empty(), location(""));
        assertEquals(Optional.empty(), location("\r\n"));
        assertEquals(Optional.empty(), location(GOOD.replace("200 OK", "404 Not Found")));
        assertEquals(Optional.empty(), location(GOOD.replace("InternetGatewayDevice", "MediaServer")));
        assertEquals(Optional.empty(), location(GOOD.replace("Location", "Lokation")));
        assertEquals(Optional.empty(), location(GOOD + "x".repeat(SsdpCodec.MAX_BYTES)));
    }

    @Test
    void readsAnythingWithoutAFault() {
        Random random = new Random(1900);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = GOOD.getBytes(StandardCharsets.US_ASCII);
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            SsdpCodec.location(ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1)), ROUTER);
        }
    }

    private static Optional<URI> location(String text) {
        return SsdpCodec.location(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), ROUTER);
    }
}
