// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Says yes to everything over UDP, once somebody has given a name, and relays nothing. */
final class FakeTurnServer implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int SUCCESS = 0x0100;
    private static final int FAILURE = 0x0110;

    final BlockingQueue<Integer> givenBack = new LinkedBlockingQueue<>();
    final Map<InetSocketAddress, Integer> bound = new ConcurrentHashMap<>();
    final BlockingQueue<Boolean> asked = new LinkedBlockingQueue<>();
    private final CountDownLatch mayAllocate;
    private final DatagramSocket socket;

    /** @param mayAllocate at 0 when it may give an address */
    FakeTurnServer(CountDownLatch mayAllocate) throws IOException {
        this.mayAllocate = mayAllocate;
        this.socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
        Thread.ofVirtual().start(this::serve);
    }

    TurnUrl url() {
        return TurnUrl.parse("turn:127.0.0.1:" + socket.getLocalPort()).orElseThrow();
    }

    private void serve() {
        byte[] buffer = new byte[2048];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                TurnMessage question =
                        TurnMessage.read(Arrays.copyOf(buffer, packet.getLength())).orElseThrow();
                byte[] answer = answer(question).bytes(null);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            return; // closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TurnMessage answer(TurnMessage question) throws InterruptedException {
        if (!question.attributes().containsKey(TurnMessage.USERNAME)) {
            return TurnMessage.of(question.type() | FAILURE, question.transaction())
                    .with(TurnMessage.ERROR_CODE, 4 << 8 | 1)
                    .with(TurnMessage.REALM, new byte[] {'r'})
                    .with(TurnMessage.NONCE, new byte[] {'n'});
        }
        TurnMessage answer = TurnMessage.of(question.type() | SUCCESS, question.transaction());
        switch (question.type()) {
            case TurnMessage.ALLOCATE -> {
                asked.add(true);
                mayAllocate.await();
                return answer.with(TurnMessage.RELAYED_ADDRESS, new InetSocketAddress(LOOPBACK, 9));
            }
            case TurnMessage.CHANNEL_BIND -> bound.put(
                    Objects.requireNonNull(question.address(TurnMessage.PEER_ADDRESS)),
                    ByteBuffer.wrap(question.attributes().get(TurnMessage.CHANNEL_NUMBER)).getInt() >>> 16);
            default -> givenBack.add(question.number(TurnMessage.LIFETIME, -1));
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
