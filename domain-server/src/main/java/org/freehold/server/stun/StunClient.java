// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.stun;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.freehold.server.stun.StunMessage.Change;
import org.jspecify.annotations.Nullable;

/** Asks STUN servers from one socket, which it does not own. Blocks; one thread at a time. */
public final class StunClient {
    private static final int MAX_SENT = 3;

    private final DatagramSocket socket;
    private final Duration patience;
    private final SecureRandom random;
    private final LongSupplier nanoClock;

    /**
     * A client.
     *
     * @param patience for one answer, in which the question is sent {@value #MAX_SENT} times
     */
    public StunClient(DatagramSocket socket, Duration patience, SecureRandom random, LongSupplier nanoClock) {
        this.socket = socket;
        this.patience = patience;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    /** What came of a question. */
    public record Answer(StunMessage message, InetSocketAddress from, Duration rtt) {}

    /**
     * Asks a server; empty when no answer came.
     *
     * @param change null for a plain question; otherwise also from which address and port the server answers
     * @throws IOException when the network is not there at all
     */
    public Optional<Answer> ask(InetSocketAddress server, @Nullable Change change) throws IOException {
        byte[] transaction = new byte[StunMessage.TRANSACTION_BYTES];
        random.nextBytes(transaction);
        byte[] question = StunCodec.bytes(new StunMessage.Request(transaction, change, List.of()));
        DatagramPacket out = new DatagramPacket(question, question.length, server);
        byte[] buffer = new byte[StunCodec.MAX_BYTES + 1];
        DatagramPacket in = new DatagramPacket(buffer, buffer.length);
        long begin = nanoClock.getAsLong();
        for (int sent = 1; sent <= MAX_SENT; sent++) {
            socket.send(out);
            long until = begin + patience.toNanos() * sent / MAX_SENT;
            for (long left = until - nanoClock.getAsLong(); left > 0; left = until - nanoClock.getAsLong()) {
                socket.setSoTimeout((int) Math.max(1, left / 1_000_000));
                try {
                    in.setLength(buffer.length);
                    socket.receive(in);
                } catch (SocketTimeoutException e) {
                    continue;
                }
                Optional<StunMessage> message = StunCodec.read(ByteBuffer.wrap(buffer, 0, in.getLength()));
                if (message.isPresent() && !(message.get() instanceof StunMessage.Request)
                        && Arrays.equals(message.get().transaction(), transaction)) {
                    Duration rtt = Duration.ofNanos(nanoClock.getAsLong() - begin);
                    return Optional.of(new Answer(message.get(), (InetSocketAddress) in.getSocketAddress(), rtt));
                }
            }
        }
        return Optional.empty();
    }
}
