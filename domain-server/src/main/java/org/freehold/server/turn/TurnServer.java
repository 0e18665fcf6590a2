// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.turn;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A server with what it wants to know of us. */
public record TurnServer(TurnUrl url, String username, String password) {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /**
     * The first of these that gives an address makes our port reachable there; blocks.
     *
     * @param localPort our UDP port, which has to listen on 127.0.0.1 among others
     * @throws IOException when none of them does
     */
    public static RelayedPort first(List<TurnServer> servers, int localPort, SSLContext tls, SecureRandom random)
            throws IOException, InterruptedException {
        List<Callable<RelayedPort>> tries =
                servers.stream().<Callable<RelayedPort>>map(server -> () -> server.open(localPort, tls, random))
                        .toList();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            return all.invokeAny(tries);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("no relay either: " + cause.getMessage(), e);
        }
    }

    private RelayedPort open(int localPort, SSLContext tls, SecureRandom random)
            throws IOException, InterruptedException {
        RelayedPort port = new RelayedPort(localPort);
        port.use(Relay.open(url, username, password, tls, random, PATIENCE, port));
        return port;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "TurnServer[" + url + "]";
    }
}
