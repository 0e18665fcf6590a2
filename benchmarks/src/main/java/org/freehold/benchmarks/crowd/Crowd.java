// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Visitors by the hundred, from this process: they enter, walk, and count what they are told. Methods are for one thread, which they
 * let wait; the visitors live on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the connection, and that is seen
public final class Crowd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How many enter at once, unless they are told to hurry: a handshake has ten seconds, and signatures take their time. */
    private static final int AT_THE_DOOR = 32;

    private final Peer peer;
    private final Ground ground;
    private final Stage stage;
    private final Pace pace;
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Class<? extends SocketChannel> channelType;
    private final List<Client> clients = new ArrayList<>();

    /**
     * A crowd that has not come yet.
     *
     * @param people at most so many enter
     * @param posesPerSecond of each
     */
    public Crowd(Peer peer, Ground ground, int people, int posesPerSecond) {
        this.peer = peer;
        this.ground = ground;
        Walkers walkers = new Walkers(ground, people, 1.0 / posesPerSecond);
        stage = new Stage(walkers, new Tally(walkers, ground));
        boolean epoll = Epoll.isAvailable();
        group = new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loop = (EventLoop) group.iterator().next();
        channelType = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        pace = new Pace(walkers, new Neighbours(walkers, ground), posesPerSecond);
    }

    /** The next ones enter and begin to walk; returns when all of them have been let in. */
    public void enter(int count) throws IOException, InterruptedException {
        List<Client> coming = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i >= AT_THE_DOOR) {
                await(coming.get(i - AT_THE_DOOR).entered());
            }
            coming.add(begin(0));
        }
        for (Client client : coming) {
            await(client.entered());
        }
    }

    /**
     * The next ones enter, evenly over a time, whether those before them are in or not; returns when each has this many entities.
     *
     * @return for each the milliseconds from connecting until then
     * @throws IOException when somebody was not let in, or did not have them within a minute
     */
    public List<Double> enterWithin(Duration time, int count, int entities) throws IOException, InterruptedException {
        List<Client> coming = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + time.toNanos() * i / count;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            coming.add(begin(entities));
        }
        List<Double> millis = new ArrayList<>();
        for (Client client : coming) {
            millis.add(await(client.enoughEntities()));
        }
        return millis;
    }

    private Client begin(int entities) {
        int number = clients.size();
        Client client = new Client(number, peer, stage, entities);
        clients.add(client);
        new Bootstrap()
                .group(group)
                .channel(channelType)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslContext tls = peer.tls();
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc(), peer.host(), peer.port()));
                        }
                        channel.pipeline().addLast(client);
                    }
                })
                .connect(peer.host(), peer.port())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        client.fail(String.valueOf(connected.cause().getMessage()));
                    }
                });
        loop.execute(() -> pace.add(client));
        return client;
    }

    /** From now on everybody who is in says 20 times a second, or as told, where they are. */
    public void walk() {
        pace.start(loop);
    }

    /**
     * Some, who walk and may build, add things all over the ground, take them into their hands, and move them with each pose from then on;
     * returns when all things are held.
     *
     * @param count of the things of all together
     * @throws IOException when the server refuses something; the message says what
     */
    public void build(int count) throws IOException, InterruptedException {
        List<CompletableFuture<Hands>> full = onLoop(() -> {
            int wanted = builders(count);
            // Not the first ones: each has a turn of its own to send, and things are to be moved at all times between two ticks.
            List<Client> builders = IntStream.range(0, wanted)
                    .mapToObj(i -> clients.get(i * clients.size() / wanted))
                    .toList();
            stage.things(new ThingTally(
                    new Things(ground, count, builders.stream().map(Client::number).toList()), stage.walkers()));
            List<CompletableFuture<Hands>> begun = new ArrayList<>();
            for (Client client : builders) {
                Hands hands = new Hands(client, client.number(), stage.things());
                client.build(hands);
                begun.add(hands.full());
            }
            return begun;
        });
        for (CompletableFuture<Hands> each : full) {
            await(each);
        }
    }

    /** How many visitors it takes to move so many things. */
    public static int builders(int things) {
        return Math.ceilDiv(things, Hands.MOST);
    }

    /** Begins to count anew. */
    public void beginCounting(int firstReceivers) throws IOException, InterruptedException {
        onLoop(() -> {
            stage.tally().begin(firstReceivers);
            stage.things().begin(System.nanoTime());
            pace.beginCounting();
            return true;
        });
    }

    /**
     * What was counted since {@link #beginCounting}.
     *
     * @throws IOException when somebody was thrown out meanwhile; the message says why
     */
    public Counts counts() throws IOException, InterruptedException {
        Counts counts = onLoop(() -> pace.counts(stage.tally()));
        for (Client client : clients) {
            await(client.entered());
            if (!onLoop(client::isIn)) {
                throw new IOException("a visitor was lost: " + client.why());
            }
        }
        return counts;
    }

    /** What was counted since {@link #beginCounting} of the things that are moved; whoever receives. */
    public ThingCounts thingCounts() throws IOException, InterruptedException {
        return onLoop(() -> stage.things().counts(System.nanoTime()));
    }

    private <T> T onLoop(Callable<T> what) throws IOException, InterruptedException {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                done.complete(what.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return await(done);
    }

    private static <T> T await(CompletableFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("a visitor could not come in, or build: " + cause.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    /** Everybody leaves. */
    @Override
    public void close() {
        loop.submit(() -> clients.forEach(Client::leave)).awaitUninterruptibly(PATIENCE.toMillis());
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(PATIENCE.toMillis());
    }
}
