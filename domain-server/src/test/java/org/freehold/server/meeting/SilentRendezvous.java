// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Registers one host, and does not say a word from then on: not even that it is there. */
final class SilentRendezvous implements AutoCloseable {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 0x81;
    private static final int LONG_LENGTH = 126;

    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    SilentRendezvous() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    RendezvousUrl url() {
        return RendezvousUrl.parse("http://localhost:" + door.getLocalPort());
    }

    private void serve() {
        try (Socket line = door.accept()) {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(line.getInputStream(), StandardCharsets.ISO_8859_1));
            String key = "";
            for (String head = in.readLine(); head != null && !head.isEmpty(); head = in.readLine()) {
                if (head.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
                    key = head.substring(18).strip();
                }
            }
            OutputStream out = line.getOutputStream();
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Protocol: freehold.rendezvous.1\r\nSec-WebSocket-Accept: " + accept(key)
                    + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            say(out, PlainLine.message("challenge").put("nonce", "n"));
            ObjectNode registered = PlainLine.message("registered").putNull("expires");
            registered.putArray("iceServers");
            say(out, registered);
            while (in.read() >= 0) {
                // Whatever it is, it is not answered.
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void say(OutputStream out, ObjectNode message) throws IOException {
        byte[] utf8 = message.toString().getBytes(StandardCharsets.UTF_8);
        if (utf8.length >= LONG_LENGTH) {
            throw new IllegalArgumentException("a longer message than this rendezvous can say");
        }
        out.write(TEXT);
        out.write(utf8.length);
        out.write(utf8);
        out.flush();
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder().encodeToString(
                    MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
