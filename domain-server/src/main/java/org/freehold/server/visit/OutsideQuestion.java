// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.stun.StunCodec;
import org.freehold.server.stun.StunMessage;
import org.freehold.server.stun.StunUrl;
import org.freehold.webrtc.ice.Candidate;
import org.freehold.webrtc.peer.PeerPort;

/** Asks a STUN server, once for each family of addresses, how a visitor's port looks from outside. One thread, which it blocks. */
final class OutsideQuestion {
    private static final int ROUNDS = 4;
    private static final long ROUND_MILLIS = 250;

    private final PeerPort port;
    private final SecureRandom random;
    private final Map<String, InetSocketAddress> asked = new ConcurrentHashMap<>();
    private final Map<String, InetSocketAddress> answers = new ConcurrentHashMap<>();

    OutsideQuestion(PeerPort port, SecureRandom random) {
        this.port = port;
        this.random = random;
    }

    /** What the servers say; without those that say nothing within a second. */
    List<Candidate> ask(List<IceServer> servers) throws InterruptedException {
        List<InetSocketAddress> addresses = oneOfEachFamily(servers);
        CountDownLatch open = new CountDownLatch(addresses.size());
        port.others((stun, from) -> take(stun, from, open));
        List<byte[]> questions = new ArrayList<>();
        for (InetSocketAddress address : addresses) {
            byte[] transaction = new byte[StunMessage.TRANSACTION_BYTES];
            random.nextBytes(transaction);
            asked.put(HexFormat.of().formatHex(transaction), address);
            questions.add(transaction);
        }
        for (int round = 0; round < ROUNDS && open.getCount() > 0; round++) {
            for (int i = 0; i < addresses.size(); i++) {
                port.send(StunCodec.bytes(StunMessage.Request.plain(questions.get(i))), addresses.get(i));
            }
            if (open.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        return answers.values().stream().map(address -> Candidate.of(Candidate.Kind.SRFLX, address)).toList();
    }

    /** Event loop. */
    private void take(byte[] stun, InetSocketAddress from, CountDownLatch open) {
        if (StunCodec.read(ByteBuffer.wrap(stun)).orElse(null) instanceof StunMessage.Success success) {
            String question = HexFormat.of().formatHex(success.transaction());
            if (from.equals(asked.get(question)) && answers.put(question, success.mapped()) == null) {
                open.countDown();
            }
        }
    }

    private static List<InetSocketAddress> oneOfEachFamily(List<IceServer> servers) {
        List<InetSocketAddress> all = servers.stream()
                .flatMap(server -> server.urls().stream()).flatMap(url -> StunUrl.parse(url).stream())
                .flatMap(url -> url.resolve().stream()).toList();
        List<InetSocketAddress> chosen = new ArrayList<>();
        for (boolean ipv6 : new boolean[] {false, true}) {
            all.stream().filter(address -> address.getAddress() instanceof Inet6Address == ipv6).findFirst()
                    .ifPresent(chosen::add);
        }
        return chosen;
    }
}
