// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.freehold.server.meeting.IceServer;
import org.freehold.server.stun.StunCodec;
import org.freehold.server.stun.StunMessage;
import org.freehold.server.stun.StunUrl;
import org.jspecify.annotations.Nullable;

/**
 * Asks STUN servers, from the world's own UDP port and again and again, which address it has outside: that keeps the way through the router
 * open as well. Over IPv4 and IPv6, as far as the server has addresses. Any thread.
 */
public final class ReflexiveAddress implements AutoCloseable {
    /** How often it is looked whether a question has to be asked, again perhaps. */
    private static final Duration TICK = Duration.ofSeconds(1);
    /** Ticks from one question to the next, when it was answered. */
    private static final int PERIOD = 15;
    /** After so many questions in a row without an answer the address is no longer true. */
    private static final int MAX_UNANSWERED = 4;

    private final WorldPort port;
    private final SecureRandom random;
    private final Timer timer;
    private final Family four = new Family(false);
    private final Family six = new Family(true);
    private List<StunUrl> servers = List.of();
    /** Ends the asking. */
    private @Nullable Runnable asking;

    /** One kind of addresses. */
    private static final class Family {
        private final boolean ipv6;
        private byte[] transaction = new byte[0];
        private @Nullable InetSocketAddress asked;
        private @Nullable InetSocketAddress known;
        private int unanswered;
        private int ticksLeft;

        Family(boolean ipv6) {
            this.ipv6 = ipv6;
        }
    }

    /** Repeats work. */
    @FunctionalInterface
    public interface Timer {

        /** Does the work at once and then again and again, on a thread that may block; what it returns ends that. */
        Runnable repeat(Runnable work, Duration every);
    }

    /** For a port. */
    public ReflexiveAddress(WorldPort port, SecureRandom random, Timer timer) {
        this.port = port;
        this.random = random;
        this.timer = timer;
    }

    /** From now on these are asked; none ends it. The same as before are asked anew: who names them has come back, perhaps from another address. */
    public synchronized void servers(List<IceServer> named) {
        List<StunUrl> urls = named.stream().flatMap(server -> server.urls().stream())
                .flatMap(url -> StunUrl.parse(url).stream()).toList();
        if (urls.equals(servers)) {
            begin(four);
            begin(six);
            return;
        }
        servers = urls;
        if (asking != null) {
            asking.run();
            asking = null;
        }
        if (urls.isEmpty()) {
            forget(four);
            forget(six);
        } else {
            begin(four);
            begin(six);
            asking = timer.repeat(this::tick, TICK);
        }
    }

    /** The address may be another one by now: it is asked for with the next look, within a second. More questions than one a second that makes not. */
    public synchronized void doubt() {
        for (Family family : List.of(four, six)) {
            if (family.asked == null) {
                family.ticksLeft = 0;
            }
        }
    }

    private void tick() {
        List<StunUrl> urls;
        synchronized (this) {
            boolean isFourDue = isDue(four);
            boolean isSixDue = isDue(six);
            if (!isFourDue && !isSixDue) {
                return;
            }
            urls = servers;
        }
        // Without the lock: looking up names may take long.
        List<InetSocketAddress> addresses = new ArrayList<>();
        urls.forEach(url -> addresses.addAll(url.resolve()));
        ask(four, addresses);
        ask(six, addresses);
    }

    /** Whether it is time for a question; counts the one before as lost when it was not answered. */
    private boolean isDue(Family family) {
        if (family.asked != null && ++family.unanswered >= MAX_UNANSWERED) {
            forget(family);
            family.ticksLeft = PERIOD;
        }
        return family.asked != null || --family.ticksLeft < 0;
    }

    private synchronized void ask(Family family, List<InetSocketAddress> addresses) {
        if (family.asked == null && family.ticksLeft >= 0) {
            return;
        }
        family.ticksLeft = PERIOD - 1;
        if (servers.isEmpty()) {
            family.asked = null;
        } else if (family.asked == null) {
            family.asked = addresses.stream()
                    .filter(address -> address.getAddress() instanceof Inet6Address == family.ipv6).findFirst()
                    .orElse(null);
            family.transaction = new byte[StunMessage.TRANSACTION_BYTES];
            random.nextBytes(family.transaction);
        }
        if (family.asked != null) {
            // A repeat is the same question (RFC 8489 section 6.2.1): the answer to the first may still be on its way.
            port.send(StunCodec.write(StunMessage.Request.plain(family.transaction)), family.asked);
        }
    }

    /** A packet that came to the port and belongs to no session; true when it was an answer to a question from here. */
    public synchronized boolean received(ByteBuffer packet, InetSocketAddress from) {
        Family family = from.getAddress() instanceof Inet6Address ? six : four;
        if (!from.equals(family.asked)
                || !(StunCodec.read(packet).orElse(null) instanceof StunMessage.Success success)
                || !Arrays.equals(success.transaction(), family.transaction)
                || success.mapped().getAddress() instanceof Inet6Address != family.ipv6) {
            return false;
        }
        family.unanswered = 0;
        family.asked = null;
        if (!success.mapped().equals(family.known)) {
            family.known = success.mapped();
            port.reflexive(family.ipv6, success.mapped());
        }
        return true;
    }

    /** The addresses known now. */
    public synchronized List<InetSocketAddress> known() {
        List<InetSocketAddress> all = new ArrayList<>();
        if (four.known != null) {
            all.add(four.known);
        }
        if (six.known != null) {
            all.add(six.known);
        }
        return all;
    }

    /** What others were asked does not count. */
    private static void begin(Family family) {
        family.asked = null;
        family.unanswered = 0;
        family.ticksLeft = 0;
    }

    private void forget(Family family) {
        family.unanswered = 0;
        family.asked = null;
        if (family.known != null) {
            family.known = null;
            port.reflexive(family.ipv6, null);
        }
    }

    @Override
    public synchronized void close() {
        servers(List.of());
    }
}
