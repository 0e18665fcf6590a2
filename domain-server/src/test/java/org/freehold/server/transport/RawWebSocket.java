// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A WebSocket client that can do everything wrong. Reads give up after ten seconds. */
public final class RawWebSocket implements AutoCloseable {
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;
    private static final byte[] MASK = {1, 2, 3, 4};

    /** One frame as it came. */
    public record Frame(int opcode, boolean last, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** Status of a close frame. */
        public int status() {
            return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** Over a socket that is connected, such as one of TLS. */
    public RawWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** A plain connection, over which nothing was said. */
    public static RawWebSocket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return new RawWebSocket(socket);
    }

    /** The same, by somebody who has room for no more than this, bytes; the system may give a little more. */
    public static RawWebSocket connect(int port, int receiveBufferBytes) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBufferBytes);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(10_000);
        return new RawWebSocket(socket);
    }

    /** A connection that is a WebSocket of our protocol. */
    public static RawWebSocket open(int port, Map<String, String> moreHeaders) throws IOException {
        RawWebSocket client = connect(port);
        String response = client.upgrade(port, "freehold.1", moreHeaders);
        if (!response.startsWith("HTTP/1.1 101 ")) {
            client.close();
            throw new IOException(response);
        }
        return client;
    }

    public static RawWebSocket open(int port) throws IOException {
        return open(port, Map.of());
    }

    /** Asks for an upgrade; the head of the response. */
    public String upgrade(int port, String protocol, Map<String, String> moreHeaders) throws IOException {
        StringBuilder request = new StringBuilder("GET /session HTTP/1.1\r\n")
                .append("Host: 127.0.0.1:").append(port).append("\r\n")
                .append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")
                .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
                .append("Sec-WebSocket-Protocol: ").append(protocol).append("\r\n");
        moreHeaders.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        write(request + "\r\n");
        return readHead();
    }

    public void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Everything up to and with the empty line, without one byte more. */
    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** What comes until this text has come. */
    public String readUntil(String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("ended after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /** The rest of what comes, until the other end closes. */
    public String readAll() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    public void text(String text) throws IOException {
        frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a masked frame. */
    public void frame(int opcode, boolean last, byte[] payload) throws IOException {
        out.write(masked(opcode, last, payload));
        out.flush();
    }

    /** The bytes of a masked frame. */
    public static byte[] masked(int opcode, boolean last, byte[] payload) {
        ByteArrayOutputStream frame = header(opcode, last, 0x80, payload.length);
        frame.writeBytes(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i % 4]);
        }
        return frame.toByteArray();
    }

    /** A frame that the standard forbids clients. */
    public void unmaskedFrame(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = header(opcode, true, 0, payload.length);
        frame.write(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    /** Only the header of a frame, which promises so much. */
    public void headerOf(int opcode, int payloadBytes) throws IOException {
        ByteArrayOutputStream frame = header(opcode, true, 0x80, payloadBytes);
        frame.write(MASK);
        out.write(frame.toByteArray());
        out.flush();
    }

    /** The next frame; throws {@link EOFException} when the other end closed. */
    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(first & 0x0f, (first & 0x80) != 0, payload);
    }

    /** The close frame, whatever comes before it; throws at the end of the connection. */
    public Frame readClose() throws IOException {
        Frame frame = read();
        while (frame.opcode() != CLOSE) {
            frame = read();
        }
        return frame;
    }

    /** Waits until the other end has closed; what still comes is ignored. */
    public void awaitEnd() throws IOException {
        try {
            in.skipNBytes(Long.MAX_VALUE);
        } catch (EOFException | SocketException e) {
            // as hoped; a reset counts too
        }
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static ByteArrayOutputStream header(int opcode, boolean last, int mask, int length) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | opcode);
        if (length < 126) {
            frame.write(mask | length);
        } else if (length < 65_536) {
            frame.write(mask | 126);
            frame.write(length >> 8);
            frame.write(length);
        } else {
            frame.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) length >> shift));
            }
        }
        return frame;
    }
}
