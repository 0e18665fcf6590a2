// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.identity.Statements;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does once, while a server starts, what its first visitor would otherwise wait for: loading the classes that a
 * connection needs, and signing and checking until the compiler has taken notice. Nobody sees it: it goes before saying hello.
 * The link is printed when it is over, so that whoever opens it at once does not share the processor with it.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** After that a signature takes a tenth of the time of the first. */
    private static final int SIGNATURES = 40;

    private static final int PATIENCE_MILLIS = 2000;
    private static final String UPGRADE = """
            GET /session HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Protocol: freehold.1\r
            \r
            """;
    /** The last words of what a server says first. */
    private static final String SAID_HELLO = "\"software\"";

    private final Thread signing;

    private WarmUp(Thread signing) {
        this.signing = signing;
    }

    /** Begins with what needs no network, beside everything else that a start does. */
    static WarmUp begin(SigningKey key) {
        return new WarmUp(Thread.ofPlatform().daemon().name("warm-up").start(() -> sign(key)));
    }

    /**
     * Does the rest, and returns when all is done or has taken too long.
     *
     * @param address where the server listens
     * @param plain false when it listens for TLS only
     */
    void finish(InetSocketAddress address, boolean plain) throws InterruptedException {
        if (plain) {
            connect(address);
        }
        signing.join(Duration.ofMillis(PATIENCE_MILLIS));
    }

    private static void sign(SigningKey key) {
        byte[] statement = Statements.visitor(key.publicKey(), "", "", key.publicKey(), 0);
        for (int i = 0; i < SIGNATURES; i++) {
            if (!Ed25519.verify(key.publicKey(), statement, key.sign(statement))) {
                throw new IllegalStateException("the domain's key does not fit itself");
            }
        }
    }

    private static void connect(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(
                    host.isAnyLocalAddress()
                            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
                            : address,
                    PATIENCE_MILLIS);
            socket.getOutputStream().write(UPGRADE.getBytes(US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] part = new byte[1024];
            StringBuilder said = new StringBuilder();
            int count;
            do {
                count = in.read(part);
                said.append(new String(part, 0, Math.max(0, count), US_ASCII));
            } while (count > 0 && said.indexOf(SAID_HELLO) < 0);
        } catch (IOException e) {
            LOG.debug("The warm-up did not connect", e);
        }
    }
}
