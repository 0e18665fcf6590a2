// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/** A server with what it wants to know of us. */
public record TurnServer(TurnUrl url, String username, String password) {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /**
     * The first of these that gives an address makes our port reachable there, and what others give as well is given back; blocks.
     *
     * @param servers at least one
     * @param isAllowed whether a server at this address may be spoken to
     * @param localPort our UDP port, which has to listen on 127.0.0.1 among others
     * @param nanoClock nanoseconds that only rise
     * @throws IOException when none of them does
     */
    public static RelayedPort first(
            List<TurnServer> servers,
            Predicate<InetAddress> isAllowed,
            int localPort,
            SSLContext tls,
            SecureRandom random,
            LongSupplier nanoClock)
            throws IOException, InterruptedException {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("servers: none (expected: at least one)");
        }
        CompletableFuture<RelayedPort> first = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(servers.size());
        for (TurnServer server : servers) {
            Thread.ofVirtual().name("turn-first").start(() -> {
                try {
                    RelayedPort opened = server.open(isAllowed, localPort, tls, random, nanoClock);
                    if (!first.complete(opened)) {
                        opened.close();
                    }
                } catch (IOException | InterruptedException | RuntimeException e) {
                    if (left.decrementAndGet() == 0) {
                        first.completeExceptionally(e);
                    }
                }
            });
        }
        return await(first);
    }

    private static RelayedPort await(CompletableFuture<RelayedPort> first) throws IOException, InterruptedException {
        try {
            return first.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("no relay either: " + cause.getMessage(), e);
        } catch (InterruptedException e) {
            // Nobody waits for it any more.
            if (!first.cancel(false) && !first.isCompletedExceptionally()) {
                first.join().close();
            }
            throw e;
        }
    }

    private RelayedPort open(
            Predicate<InetAddress> isAllowed,
            int localPort,
            SSLContext tls,
            SecureRandom random,
            LongSupplier nanoClock)
            throws IOException, InterruptedException {
        InetSocketAddress server = url.resolve(isAllowed);
        RelayedPort port = new RelayedPort(localPort, nanoClock);
        port.use(Relay.open(url, server, username, password, tls, random, PATIENCE, nanoClock, port));
        return port;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "TurnServer[" + url + "]";
    }
}
