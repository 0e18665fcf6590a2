// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Carries whole messages to a TURN server and back. One thread receives; any may send. */
sealed interface TurnWire extends Closeable {
    /** Larger than any packet of ours with what TURN puts around it. */
    int MAX_BYTES = 4096;

    void send(byte[] message) throws IOException;

    /** The next message; blocks. */
    byte[] receive() throws IOException;

    /** Whether what is sent may get lost. */
    boolean isLossy();

    /** Connects to this address of the server. */
    static TurnWire open(TurnUrl url, InetSocketAddress address, SSLContext tls, Duration patience)
            throws IOException {
        return switch (url.way()) {
            case UDP -> new Datagrams(address);
            case TCP -> new Stream(connect(new Socket(), address, patience));
            case TLS -> {
                Socket plain = connect(new Socket(), address, patience);
                SSLSocket secured =
                        (SSLSocket) tls.getSocketFactory().createSocket(plain, url.host(), url.port(), true);
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
                secured.setSoTimeout((int) patience.toMillis());
                secured.startHandshake();
                secured.setSoTimeout(0);
                yield new Stream(secured);
            }
        };
    }

    private static Socket connect(Socket socket, InetSocketAddress address, Duration patience) throws IOException {
        boolean connected = false;
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) patience.toMillis());
            connected = true;
            return socket;
        } finally {
            if (!connected) {
                socket.close();
            }
        }
    }

    /**
     * Over UDP. What an Ethernet can't carry whole is dropped: this machine would send it in pieces, and deceive whoever tries how large packets may be
     * (RFC 8899).
     */
    final class Datagrams implements TurnWire {
        private static final int MAX_SENT_IPV4 = 1500 - 20 - 8;
        private static final int MAX_SENT_IPV6 = 1500 - 40 - 8;

        private final DatagramSocket socket;
        private final int maxSent;

        private Datagrams(InetSocketAddress server) throws IOException {
            maxSent = server.getAddress() instanceof Inet6Address ? MAX_SENT_IPV6 : MAX_SENT_IPV4;
            socket = new DatagramSocket();
            // Takes packets from there only.
            socket.connect(server);
        }

        @Override
        public void send(byte[] message) throws IOException {
            if (message.length > maxSent) {
                return;
            }
            try {
                socket.send(new DatagramPacket(message, message.length));
            } catch (PortUnreachableException e) {
                // That is about a packet before, as below.
                socket.send(new DatagramPacket(message, message.length));
            }
        }

        @Override
        public byte[] receive() throws IOException {
            byte[] buffer = new byte[MAX_BYTES];
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            while (true) {
                try {
                    socket.receive(packet);
                    return Arrays.copyOf(buffer, packet.getLength());
                } catch (PortUnreachableException e) {
                    // Anybody on the way can say so, and a server that starts just now is there a moment later: who asks gives up in time.
                    packet.setLength(buffer.length);
                }
            }
        }

        @Override
        public boolean isLossy() {
            return true;
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** Over TCP, with TLS or without (RFC 8656 section 12.5). */
    final class Stream implements TurnWire {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        private Stream(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        @Override
        public synchronized void send(byte[] message) throws IOException {
            // Data of a channel is padded; other messages are so anyway.
            out.write(Arrays.copyOf(message, (message.length + 3) & ~3));
            out.flush();
        }

        @Override
        public byte[] receive() throws IOException {
            int first = in.readUnsignedShort();
            int length = in.readUnsignedShort();
            boolean isData = first >> 14 == 1;
            int rest = isData ? ((length + 3) & ~3) : TurnMessage.HEADER_BYTES - 4 + length;
            if (rest > 2 * MAX_BYTES) {
                throw new IOException("a message of " + rest + " bytes");
            }
            byte[] message = new byte[4 + rest];
            message[0] = (byte) (first >> 8);
            message[1] = (byte) first;
            message[2] = (byte) (length >> 8);
            message[3] = (byte) length;
            in.readFully(message, 4, rest);
            return message;
        }

        @Override
        public boolean isLossy() {
            return false;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
