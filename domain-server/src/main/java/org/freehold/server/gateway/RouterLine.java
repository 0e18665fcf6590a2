// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Questions to the port of a router where PCP and NAT-PMP are spoken. Takes answers from there only. Blocks; one thread at a time.
 *
 * @param router address and port
 * @param local address to ask from
 * @param firstWait after which a question is sent again; each time twice as long
 * @param times how often it is sent
 */
record RouterLine(InetSocketAddress router, InetAddress local, Duration firstWait, int times, LongSupplier nanoClock) {
    /** Where routers listen (RFC 6887 section 19.1). */
    static final int PORT = 5351;

    private static final Duration USUAL_WAIT = Duration.ofMillis(250);
    private static final int USUAL_TIMES = 3;

    static RouterLine to(Gateway gateway, LongSupplier nanoClock) {
        return new RouterLine(
                new InetSocketAddress(gateway.router(), PORT), gateway.local(), USUAL_WAIT, USUAL_TIMES, nanoClock);
    }

    /**
     * Asks, and waits for the first packet in which {@code reader} finds an answer; empty when there was none in time.
     *
     * @throws IOException when nobody listens there, or the network is not there
     */
    <T> Optional<T> ask(byte[] question, Function<ByteBuffer, Optional<T>> reader) throws IOException {
        byte[] buffer = new byte[PcpCodec.MAX_BYTES + 1];
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(local, 0))) {
            socket.connect(router);
            long wait = firstWait.toNanos();
            for (int sent = 0; sent < times; sent++, wait *= 2) {
                socket.send(new DatagramPacket(question, question.length));
                Optional<T> answer = receive(socket, buffer, nanoClock.getAsLong() + wait, reader);
                if (answer.isPresent()) {
                    return answer;
                }
            }
            return Optional.empty();
        }
    }

    private <T> Optional<T> receive(
            DatagramSocket socket, byte[] buffer, long until, Function<ByteBuffer, Optional<T>> reader)
            throws IOException {
        for (long left = until - nanoClock.getAsLong(); left > 0; left = until - nanoClock.getAsLong()) {
            socket.setSoTimeout((int) Math.max(1, left / 1_000_000));
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return Optional.empty();
            }
            Optional<T> answer = reader.apply(ByteBuffer.wrap(buffer, 0, packet.getLength()));
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }
}
