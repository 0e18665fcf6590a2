// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.home;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLSocketFactory;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.moderation.signed.KeyChain;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.server.federation.Fetch;
import org.freehold.server.federation.Fetcher;
import org.freehold.server.federation.Resolver;

/** Asks a domain itself, at its {@code /.well-known/freehold} over TLS: its name is worth what its certificate is. */
public final class FetchedKeys implements HomeKeys {
    private static final String TYPE = "application/vnd.freehold.domain+json";
    private static final String CHAIN_TYPE = "application/vnd.freehold.keys+json";
    private static final int MAX_BYTES = 64 * 1024;
    private static final Duration CONNECT_TIME = Duration.ofSeconds(3);
    private static final Duration WHOLE_TIME = Duration.ofSeconds(8);
    /** Strangers choose who is asked, so few at a time. */
    private static final int AT_A_TIME = 8;

    private final Fetcher fetcher;
    private final boolean plainOnThisMachine;
    private final Semaphore free = new Semaphore(AT_A_TIME);

    /** {@code plainOnThisMachine}: whether domains of this machine are asked without TLS, for trying things out. */
    public FetchedKeys(Fetcher fetcher, boolean plainOnThisMachine) {
        this.fetcher = fetcher;
        this.plainOnThisMachine = plainOnThisMachine;
    }

    /**
     * With the machine's own way of finding and trusting hosts, and quickly or not at all: somebody waits at the door.
     *
     * @param nearby whether domains of this machine and of the networks beside it are asked, too
     */
    public static FetchedKeys bySystem(boolean nearby) {
        return new FetchedKeys(
                new Fetcher(
                        Resolver.system(), (SSLSocketFactory) SSLSocketFactory.getDefault(), nearby, CONNECT_TIME,
                        WHOLE_TIME),
                nearby);
    }

    @Override
    public Answer keyOf(String home) {
        if (!free.tryAcquire()) {
            return new NoKey("more homes are being asked than this domain asks at a time; try again in a minute");
        }
        try {
            Fetch fetch = new Fetch(address(home, ""), Set.of(TYPE), null, MAX_BYTES);
            return switch (fetcher.fetch(fetch)) {
                case Fetch.Got got -> key(home, got.bytes());
                case Fetch.Failed failed -> new NoKey("%s could not be asked for its key: %s"
                        .formatted(home, failed.fault().detail()));
                case Fetch.NotModified _ -> new NoKey(home + " answered something else than was asked");
            };
        } catch (URISyntaxException e) {
            return new NoKey(home + " is not the name of a host");
        } finally {
            free.release();
        }
    }

    @Override
    public KeyChain chainOf(String home) {
        if (!free.tryAcquire()) {
            return KeyChain.NONE;
        }
        try {
            Fetch fetch = new Fetch(address(home, ".keys"), Set.of(CHAIN_TYPE), null, KeyChain.MAX_BYTES);
            return fetcher.fetch(fetch) instanceof Fetch.Got got ? KeyChain.read(got.bytes()) : KeyChain.NONE;
        } catch (URISyntaxException | DocumentFault e) {
            // Nothing that could be followed.
            return KeyChain.NONE;
        } finally {
            free.release();
        }
    }

    private URI address(String home, String suffix) throws URISyntaxException {
        boolean here = home.matches("(([a-z0-9-]+\\.)?localhost|127\\.0\\.0\\.1)(:[0-9]+)?");
        return new URI((plainOnThisMachine && here ? "http://" : "https://") + home + "/.well-known/freehold" + suffix);
    }

    private static Answer key(String home, byte[] document) {
        try {
            ObjectNode json = StrictJson.parse(document, MAX_BYTES);
            String key = json.path("key").asText();
            return Ed25519.isKey(key) ? new Key(key) : new NoKey(home + " says no key of its own");
        } catch (DocumentFault e) {
            return new NoKey(home + " is no domain that is understood here: " + e.getMessage());
        }
    }
}
