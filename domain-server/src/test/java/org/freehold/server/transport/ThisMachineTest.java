// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("AddressSelection") // these are literal addresses: nothing is looked up
final class ThisMachineTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 50_000);

    @Test
    void believesAProgramOnThisMachine() {
        assertEquals(true, ThisMachine.speaks(HERE, new DefaultHttpHeaders()));
        assertEquals(true, ThisMachine.speaks(new InetSocketAddress("::1", 50_000), new DefaultHttpHeaders()));
        assertEquals(true, ThisMachine.speaks(new InetSocketAddress("127.8.9.10", 50_000), new DefaultHttpHeaders()));
        assertEquals(true,
                ThisMachine.speaks(new InetSocketAddress("::ffff:127.0.0.1", 50_000), new DefaultHttpHeaders()));
    }

    @Test
    void believesNobodyElse() {
        assertEquals(false,
                ThisMachine.speaks(new InetSocketAddress("192.168.1.20", 50_000), new DefaultHttpHeaders()));
        assertEquals(false, ThisMachine.speaks(null, new DefaultHttpHeaders()));
        assertEquals(false, ThisMachine.speaks(
                InetSocketAddress.createUnresolved("localhost", 50_000), new DefaultHttpHeaders()));
    }

    @ParameterizedTest
    @CsvSource({
            "http://localhost:4080,  localhost:4080, true",
            "http://LOCALHOST:4080,  LocalHost:4080, true",
            "http://127.0.0.1:4080,  127.0.0.1:4080, true",
            "http://127.1.2.3:4080,  127.1.2.3:4080, true",
            "http://[::1]:4080,      [::1]:4080,     true",
            "https://localhost,      localhost,      true",
            "https://localhost,      localhost:443,  true",
            "http://localhost,       localhost:80,   true",
            // another server on this machine
            "http://localhost:3000,  localhost:4080, false",
            "http://127.0.0.1:4080,  localhost:4080, false",
            // DNS rebinding: the page's own name leads here
            "http://evil.example:4080, evil.example:4080, false",
            "http://localhost.evil.example:4080, localhost.evil.example:4080, false",
            "http://127.0.0.1.evil.example:4080, 127.0.0.1.evil.example:4080, false",
            // a page of another origin
            "https://evil.example,   localhost:4080, false",
            "http://192.168.1.5:4080, 192.168.1.5:4080, false",
            "null,                   localhost:4080, false",
            "file://,                localhost:4080, false",
            "chrome-extension://localhost, localhost, false",
            "http://localhost:4080@evil.example, localhost:4080, false",
            "http://user@localhost:4080.evil.example, localhost:4080, false",
            "::::,                   localhost:4080, false",
    })
    void believesOnlyPagesOfItsOwn(String origin, String host, boolean believed) {
        assertEquals(believed,
                ThisMachine.speaks(HERE, new DefaultHttpHeaders().add("Origin", origin).add("Host", host)));
    }

    @Test
    void believesNoPageThatHidesWhereItComesFrom() {
        assertEquals(false, ThisMachine.speaks(HERE, new DefaultHttpHeaders().add("Origin", "http://localhost:4080")));
        assertEquals(false, ThisMachine.speaks(HERE, new DefaultHttpHeaders()
                .add("Origin", "http://localhost:4080")
                .add("Origin", "http://evil.example")
                .add("Host", "localhost:4080")));
    }

    @ParameterizedTest
    @CsvSource({"Forwarded", "X-Forwarded-For", "x-forwarded-proto", "Via", "X-Real-IP"})
    void believesNoProxy(String header) {
        assertEquals(false, ThisMachine.speaks(HERE, new DefaultHttpHeaders().add(header, "127.0.0.1")));
    }
}
