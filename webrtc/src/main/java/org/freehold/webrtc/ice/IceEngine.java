// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.ice;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.ice4j.StunException;
import org.ice4j.StunMessageEvent;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.message.Message;
import org.ice4j.stack.RawMessage;
import org.jspecify.annotations.Nullable;

/**
 * ice4j over one UDP port. To make one loads ice4j, which takes a second or two on a machine that is busy: not while somebody waits. Any
 * thread.
 */
public final class IceEngine implements AutoCloseable {

    /** Kept, because a logger that nobody holds forgets that it was turned off: ice4j logs what strangers send. */
    private static final List<Logger> SILENCED = List.of(
            Logger.getLogger("org.ice4j"), Logger.getLogger("org.jitsi"), Logger.getLogger("JitsiConfig"));

    private static final int MAX_WAITING = 1024;
    private static final int MAX_ASKED = 8192;
    private static final double CHECKS_PER_SECOND = 200;
    private static final double CHECKS_AT_ONCE = 400;

    /** Of one negotiation, questions and answers: about as many as browsers send while they look for a path. */
    private static final double TAKEN_PER_SECOND = 20;

    private static final double TAKEN_AT_ONCE = 60;
    private static final int UFRAG_CHARACTERS = 8;
    private static final int PASSWORD_CHARACTERS = 24;
    private static final String ICE_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final StunSender sender;
    private final SecureRandom random;
    private final LongSupplier nanoClock;
    private final Predicate<InetAddress> reaches;
    private final ConcurrentMap<String, IceNegotiation> byUfrag = new ConcurrentHashMap<>();
    private final CheckBudget budget;
    private final SharedStack stack;
    private final PortSocket ipv4;
    private final PortSocket ipv6;
    /** Who has asked, by the number of the question; nobody who is not in byUfrag. */
    private final Map<StunPacket.Transaction, IceNegotiation> asked =
            Collections.synchronizedMap(new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<StunPacket.Transaction, IceNegotiation> eldest) {
                    return size() > MAX_ASKED;
                }
            });

    private final BlockingQueue<Runnable> incoming = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread reader;
    private volatile boolean closed;

    /**
     * Loads ice4j.
     *
     * @param sender from the port
     * @param nanoClock nanoseconds that only rise
     * @param reaches whether the port has a way to an address: no check goes to others, and candidates there are passed over
     */
    public IceEngine(
            StunSender sender, SecureRandom random, LongSupplier nanoClock, Predicate<InetAddress> reaches) {
        configure();
        this.sender = sender;
        this.random = random;
        this.nanoClock = nanoClock;
        this.reaches = reaches;
        this.budget = new CheckBudget(CHECKS_PER_SECOND, CHECKS_AT_ONCE, nanoClock);
        this.stack = new SharedStack(byUfrag);
        // Where the port really is concerns ice4j no more than that the two are different; these are nobody's (RFC 5737, RFC 3849).
        this.ipv4 = new PortSocket(nowhere("192.0.2.1"), this::send);
        this.ipv6 = new PortSocket(nowhere("2001:db8::1"), this::send);
        stack.addSocket(ipv4);
        stack.addSocket(ipv6);
        this.reader = Thread.ofVirtual().name("ice").start(this::read);
    }

    private static void configure() {
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
        // Or it asks a cloud that we may not be in who we are.
        System.setProperty("ice4j.harvest.mapping.aws.enabled", "false");
        System.setProperty("ice4j.software", "");
        System.setProperty("ice4j.use-component-socket", "false");
        System.setProperty("ice4j.consent-freshness.interval", "4 seconds");
        System.setProperty("ice4j.consent-freshness.max-retransmissions", "4");
    }

    private static InetSocketAddress nowhere(String literal) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), 1);
    }

    /**
     * Begins to look for a path, waiting for {@link IceNegotiation#start}. May block for a few milliseconds.
     *
     * @param trusting whether checks may go to any address that the other end names; false where strangers name them
     */
    public IceNegotiation negotiate(boolean controlling, boolean trusting, IceNegotiation.Listener listener) {
        IceCredentials credentials;
        IceNegotiation negotiation;
        do {
            credentials = new IceCredentials(text(UFRAG_CHARACTERS), text(PASSWORD_CHARACTERS));
            negotiation = new IceNegotiation(
                    this, credentials, controlling, trusting,
                    new CheckBudget(TAKEN_PER_SECOND, TAKEN_AT_ONCE, nanoClock), listener);
        } while (byUfrag.putIfAbsent(credentials.ufrag(), negotiation) != null);
        try {
            negotiation.makeAgent();
        } catch (RuntimeException e) {
            negotiation.close();
            throw e;
        }
        return negotiation;
    }

    /** Whose negotiation a packet belongs to; null for nobody's. It need not be signed by the other end. */
    public @Nullable IceNegotiation find(StunPacket packet) {
        return switch (packet.kind()) {
            case REQUEST -> {
                String ufrag = packet.ufragBeforeColon();
                yield ufrag == null ? null : byUfrag.get(ufrag);
            }
            case RESPONSE -> asked.get(packet.transaction());
            case INDICATION -> null;
        };
    }

    private String text(int characters) {
        StringBuilder text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            text.append(ICE_CHARACTERS.charAt(random.nextInt(ICE_CHARACTERS.length())));
        }
        return text.toString();
    }

    /** All negotiations should have been closed before. */
    @Override
    public void close() {
        closed = true;
        reader.interrupt();
        List.copyOf(byUfrag.values()).forEach(IceNegotiation::close);
        stack.end();
        ipv4.close();
        ipv6.close();
    }

    SharedStack stack() {
        return stack;
    }

    OnePortHarvester harvester() {
        return new OnePortHarvester(List.of(ipv4, ipv6));
    }

    boolean reaches(InetSocketAddress address) {
        return reaches.test(address.getAddress());
    }

    CheckBudget budget() {
        return budget;
    }

    void forget(IceNegotiation negotiation) {
        synchronized (asked) {
            byUfrag.remove(negotiation.local().ufrag(), negotiation);
            asked.values().removeIf(asking -> asking == negotiation);
        }
    }

    /** A message whose signature is right; dropped when too many wait. */
    void received(StunPacket packet, InetSocketAddress from) {
        var _ = incoming.offer(() -> handle(packet, from));
    }

    /** Virtual thread. */
    private void read() {
        while (!closed) {
            try {
                incoming.take().run();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void handle(StunPacket packet, InetSocketAddress from) {
        PortSocket socket = from.getAddress() instanceof Inet6Address ? ipv6 : ipv4;
        byte[] bytes = packet.bytes();
        try {
            Message message = Message.decode(bytes, 0, bytes.length);
            RawMessage raw = RawMessage.build(
                    bytes, bytes.length, new TransportAddress(from, Transport.UDP),
                    new TransportAddress(socket.getLocalAddress(), socket.getLocalPort(), Transport.UDP));
            stack.handleMessageEvent(new StunMessageEvent(stack, raw, message));
        } catch (StunException | RuntimeException e) {
            // The peer signed something that is no good: it alone does not get on.
            return;
        }
    }

    /** Any of ice4j's threads. */
    private void send(byte[] bytes, InetSocketAddress to) {
        StunPacket packet = StunPacket.read(bytes);
        if (packet == null) {
            return;
        }
        if (packet.kind() == StunPacket.Kind.REQUEST) {
            synchronized (asked) {
                IceNegotiation negotiation = byUfrag.get(packet.ufragAfterColon());
                if (negotiation == null || !negotiation.mayCheck(to)) {
                    return;
                }
                asked.put(packet.transaction(), negotiation);
            }
        }
        sender.send(bytes, to);
    }
}
