// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An address on a TURN server that is ours as long as this is open. Any thread; calls block unless they say otherwise. */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int UDP = 17 << 24;
    private static final int FIRST_CHANNEL = 0x4000;
    private static final int LAST_CHANNEL = 0x4FFF;
    private static final int CHANNELS = 64;
    private static final int WRONG_CREDENTIALS = 401;
    private static final int STALE_NONCE = 438;
    private static final int ROUNDS = 3;
    private static final Duration FIRST_RESEND = Duration.ofMillis(250);
    /** Permissions last five minutes, channels and the address ten. */
    private static final Duration REFRESH = Duration.ofMinutes(4);
    /** A channel is bound for ten minutes after the last time, and to nobody else for five more (RFC 8656 section 12). */
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);

    private final TurnWire wire;
    private final String username;
    private final String password;
    private final SecureRandom random;
    private final Duration patience;
    private final Listener listener;
    private final Map<String, CompletableFuture<TurnMessage>> asked = new ConcurrentHashMap<>();
    private final LongSupplier nanoClock;
    /** Also those that are being bound; changed with the lock. */
    private final Map<InetSocketAddress, Integer> channels = new ConcurrentHashMap<>();

    /** Those that are bound. */
    private final Map<Integer, InetSocketAddress> peers = new ConcurrentHashMap<>();

    /** Guarded by this. By who had them, the first that were given up first: whoever comes back has to get the same number. */
    private final Map<InetSocketAddress, GivenUp> givenUp = new LinkedHashMap<>();

    /** Guarded by this. */
    private int nextChannel = FIRST_CHANNEL;

    private volatile byte[] realm = new byte[0];
    private volatile byte[] nonce = new byte[0];
    private volatile boolean closed;
    private @Nullable InetSocketAddress address;
    private @Nullable Thread refreshing;

    private record GivenUp(int channel, long at) {}

    /** What comes in. */
    @FunctionalInterface
    public interface Listener {

        /** A packet from somebody; one call at a time, on a virtual thread. */
        void received(byte[] packet, InetSocketAddress from);

        /** Whether the way to this peer is still to be kept; asked every few minutes. */
        default boolean isWanted(InetSocketAddress peer) {
            return true;
        }
    }

    private Relay(
            TurnWire wire,
            String username,
            String password,
            SecureRandom random,
            Duration patience,
            LongSupplier nanoClock,
            Listener listener) {
        this.wire = wire;
        this.username = username;
        this.password = password;
        this.random = random;
        this.patience = patience;
        this.nanoClock = nanoClock;
        this.listener = listener;
    }

    /**
     * Gets an address.
     *
     * @param server an address of what the URL names
     * @param patience for each thing that is asked of the server
     * @param nanoClock nanoseconds that only rise
     * @throws IOException when the server can't be reached, or says no
     */
    public static Relay open(
            TurnUrl url,
            InetSocketAddress server,
            String username,
            String password,
            SSLContext tls,
            SecureRandom random,
            Duration patience,
            LongSupplier nanoClock,
            Listener listener)
            throws IOException, InterruptedException {
        Relay relay = new Relay(
                TurnWire.open(url, server, tls, patience), username, password, random, patience, nanoClock, listener);
        boolean open = false;
        try {
            Thread.ofVirtual().name("turn-reader").start(relay::read);
            relay.allocate();
            relay.refreshing = Thread.ofVirtual().name("turn-refresh").start(relay::refresh);
            open = true;
            return relay;
        } finally {
            if (!open) {
                relay.close();
            }
        }
    }

    /** The address on the server. */
    public InetSocketAddress address() {
        if (address == null) {
            throw new IllegalStateException("not open");
        }
        return address;
    }

    /** Whether the line to the server stands, as far as is known; once it does not, it never will again. */
    public boolean isOpen() {
        return !closed;
    }

    private void allocate() throws IOException, InterruptedException {
        TurnMessage answer = ask(TurnMessage.ALLOCATE, message -> message.with(TurnMessage.REQUESTED_TRANSPORT, UDP));
        address = answer.address(TurnMessage.RELAYED_ADDRESS);
        if (address == null) {
            throw new IOException("the TURN server names no address");
        }
    }

    /**
     * Lets this peer reach the address, and sends to it in the short form from now on; does nothing the second time.
     *
     * @throws IOException when the server says no, there are too many already, or the peer has no address of IPv4
     */
    public void permit(InetSocketAddress peer) throws IOException, InterruptedException {
        Integer known = channels.get(peer);
        if (known != null && peers.containsKey(known)) {
            return;
        }
        int channel = take(peer);
        boolean isBound = false;
        try {
            bind(peer, channel);
            peers.put(channel, peer);
            isBound = true;
        } finally {
            if (!isBound) {
                forget(peer);
            }
        }
    }

    private synchronized int take(InetSocketAddress peer) throws IOException {
        Integer taken = channels.get(peer);
        if (taken != null) {
            return taken;
        }
        if (!(peer.getAddress() instanceof Inet4Address)) {
            throw new IOException("the relay has an address of IPv4 only");
        }
        if (channels.size() >= CHANNELS) {
            throw new IOException("too many addresses behind one relay");
        }
        int channel = number(peer);
        channels.put(peer, channel);
        return channel;
    }

    private int number(InetSocketAddress peer) throws IOException {
        GivenUp own = givenUp.remove(peer);
        if (own != null) {
            return own.channel();
        }
        Map.Entry<InetSocketAddress, GivenUp> first =
                givenUp.isEmpty() ? null : givenUp.entrySet().iterator().next();
        if (first != null && nanoClock.getAsLong() - first.getValue().at() > FORGOTTEN.toNanos()) {
            givenUp.remove(first.getKey());
            return first.getValue().channel();
        }
        if (nextChannel > LAST_CHANNEL) {
            throw new IOException("too many addresses behind one relay of late");
        }
        return nextChannel++;
    }

    /** Keeps the way to this peer no more; the server forgets it by itself. Does not block. */
    synchronized void forget(InetSocketAddress peer) {
        Integer channel = channels.remove(peer);
        if (channel != null) {
            peers.remove(channel);
            givenUp.put(peer, new GivenUp(channel, nanoClock.getAsLong()));
        }
    }

    private void bind(InetSocketAddress peer, int channel) throws IOException, InterruptedException {
        ask(TurnMessage.CHANNEL_BIND, message -> message
                .with(TurnMessage.CHANNEL_NUMBER, channel << 16)
                .with(TurnMessage.PEER_ADDRESS, peer));
    }

    /** Sends a packet to a peer; what can't be sent is lost. Does not wait for the other end. */
    public void send(byte[] packet, InetSocketAddress peer) {
        Integer channel = channels.get(peer);
        if (channel == null || closed) {
            return;
        }
        try {
            wire.send(ByteBuffer.allocate(4 + packet.length).putShort(channel.shortValue())
                    .putShort((short) packet.length).put(packet).array());
        } catch (IOException e) {
            LOG.trace("a packet was not sent to the relay", e);
        }
    }

    private void read() {
        try {
            while (!closed) {
                take(wire.receive());
            }
        } catch (IOException e) {
            closed = true;
            asked.values().forEach(waiting -> waiting.completeExceptionally(e));
        }
    }

    private void take(byte[] bytes) {
        if (bytes.length >= 4 && (bytes[0] & 0xC0) == 0x40) {
            int length = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(2));
            InetSocketAddress from = peers.get(Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(0)));
            if (from != null && length <= bytes.length - 4) {
                listener.received(Arrays.copyOfRange(bytes, 4, 4 + length), from);
            }
            return;
        }
        TurnMessage message = TurnMessage.read(bytes).orElse(null);
        if (message == null) {
            return;
        }
        if (message.type() == TurnMessage.DATA_INDICATION) {
            InetSocketAddress from = message.address(TurnMessage.PEER_ADDRESS);
            byte[] data = message.attributes().get(TurnMessage.DATA);
            if (from != null && data != null) {
                listener.received(data, from);
            }
        } else if (message.isSuccess() || message.isFailure()) {
            CompletableFuture<TurnMessage> waiting = asked.get(message.question());
            if (waiting != null) {
                waiting.complete(message);
            }
        }
    }

    /** Adds what a request has. */
    @FunctionalInterface
    private interface Content {
        TurnMessage addTo(TurnMessage message);
    }

    private TurnMessage ask(int type, Content content) throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] transaction = new byte[12];
            random.nextBytes(transaction);
            TurnMessage question = content.addTo(TurnMessage.of(type, transaction));
            byte[] key = null;
            if (nonce.length > 0) {
                question.with(TurnMessage.USERNAME, username.getBytes(StandardCharsets.UTF_8))
                        .with(TurnMessage.REALM, realm).with(TurnMessage.NONCE, nonce);
                key = TurnMessage.key(username, new String(realm, StandardCharsets.UTF_8), password);
            }
            boolean wasSigned = key != null;
            TurnMessage answer = exchange(question, question.bytes(key));
            if (answer.isSuccess()) {
                return answer;
            }
            byte[] newNonce = answer.attributes().get(TurnMessage.NONCE);
            boolean again =
                    answer.errorCode() == STALE_NONCE || (answer.errorCode() == WRONG_CREDENTIALS && !wasSigned);
            if (!again || newNonce == null) {
                throw new IOException(answer.errorCode() == WRONG_CREDENTIALS
                        ? "the TURN server does not take the password"
                        : "the TURN server answered with error " + answer.errorCode());
            }
            nonce = newNonce;
            realm = answer.attributes().getOrDefault(TurnMessage.REALM, realm);
        }
        throw new IOException("the TURN server wants other credentials again and again");
    }

    private TurnMessage exchange(TurnMessage question, byte[] bytes) throws IOException, InterruptedException {
        CompletableFuture<TurnMessage> answer = new CompletableFuture<>();
        asked.put(question.question(), answer);
        try {
            long left = patience.toMillis();
            long wait = wire.isLossy() ? FIRST_RESEND.toMillis() : left;
            while (left > 0) {
                wire.send(bytes);
                try {
                    return answer.get(Math.min(wait, left), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    left -= wait;
                    wait *= 2;
                } catch (ExecutionException e) {
                    throw new IOException("the connection to the TURN server broke", e.getCause());
                }
            }
            throw new IOException("the TURN server does not answer");
        } finally {
            asked.remove(question.question());
        }
    }

    private void refresh() {
        try {
            while (!closed) {
                Thread.sleep(REFRESH);
                ask(TurnMessage.REFRESH, message -> message);
                for (Map.Entry<InetSocketAddress, Integer> channel : channels.entrySet()) {
                    if (listener.isWanted(channel.getKey())) {
                        bind(channel.getKey(), channel.getValue());
                    } else {
                        forget(channel.getKey());
                    }
                }
            }
        } catch (IOException e) {
            LOG.debug("the relay is lost: {}", e.getMessage());
            closed = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (refreshing != null) {
            refreshing.interrupt();
        }
        try {
            if (nonce.length > 0 && address != null) {
                byte[] transaction = new byte[12];
                random.nextBytes(transaction);
                wire.send(TurnMessage.of(TurnMessage.REFRESH, transaction).with(TurnMessage.LIFETIME, 0)
                        .with(TurnMessage.USERNAME, username.getBytes(StandardCharsets.UTF_8))
                        .with(TurnMessage.REALM, realm).with(TurnMessage.NONCE, nonce)
                        .bytes(TurnMessage.key(username, new String(realm, StandardCharsets.UTF_8), password)));
            }
            wire.close();
        } catch (IOException e) {
            LOG.trace("the relay was not given back; the server takes it back by itself", e);
        }
    }
}
