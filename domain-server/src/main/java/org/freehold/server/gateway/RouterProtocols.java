// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The ways to ask a router, best first. Any thread. */
public final class RouterProtocols implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final HttpClient http;
    private final RandomGenerator random;
    private final LongSupplier nanoClock;

    /**
     * Ways that were not tried yet.
     *
     * @param random not to be guessed by others
     * @param nanoClock nanoseconds that only rise
     */
    public RouterProtocols(RandomGenerator random, LongSupplier nanoClock) {
        // No redirects, no proxy, nothing but the HTTP that routers know.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .build();
        this.random = random;
        this.nanoClock = nanoClock;
    }

    /** All of them, to this router. */
    public List<RouterProtocol> of(Gateway gateway) {
        RouterLine line = RouterLine.to(gateway, nanoClock);
        return List.of(new Pcp(line, random), new NatPmp(line), Upnp.at(gateway, http, random, nanoClock));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
