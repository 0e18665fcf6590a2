// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.freehold.server.config.ConfigReader.Option;
import org.freehold.server.config.Settings;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.sharing.SharingStatus;
import org.freehold.server.storage.WorldStore;
import org.freehold.server.visit.Signalling;
import org.freehold.server.visit.VisitLink;
import org.freehold.server.visit.VisitorClient;
import org.freehold.server.visit.VisitorKey;
import org.freehold.server.visit.Wishes;
import org.freehold.webrtc.peer.PeerLoop;
import org.jspecify.annotations.Nullable;

/** A whole server in this process, on a free port, with the data of a folder; and visitors for it. */
public final class TestDomain implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Server server;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newHttpClient();

    private TestDomain(Server server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
    }

    /** Starts the domain of a folder; what the settings say of the port does not count. */
    static TestDomain start(Path folder) throws IOException, IdentityException {
        return start(folder, null, 0);
    }

    /**
     * The same at a port, 0 for any.
     *
     * @param world a file to be put in, unless it was already; null for what is there
     */
    public static TestDomain start(Path folder, @Nullable Path world, int port) throws IOException, IdentityException {
        return start(folder, world, port, InstantSource.system());
    }

    /** The same by the test's clock. */
    public static TestDomain start(Path folder, @Nullable Path world, int port, InstantSource clock)
            throws IOException, IdentityException {
        DataDirectory data = new DataDirectory(folder);
        var config = Configuration.read(data, Map.of(
                Settings.SERVER_PORT, new Option("test", Integer.toString(port)),
                Settings.SERVER_NAMES, new Option("test", "freehold.test, *.freehold.test, home.localhost"),
                Settings.SERVER_HOST, new Option("test", "127.0.0.1")));
        WorldStore store =
                new WorldOpening(data, new PrintWriter(Writer.nullWriter()), clock).open(world);
        return new TestDomain(Server.start(config, data, store, clock, System::nanoTime, new SecureRandom()), clock);
    }

    /** The same with these settings, which replace the folder's. */
    public static TestDomain start(Path folder, String settings) throws IOException, IdentityException {
        Files.writeString(folder.resolve("freehold.toml"), settings);
        return start(folder);
    }

    public Server server() {
        return server;
    }

    HttpClient http() {
        return http;
    }

    public String link() {
        return "http://localhost:" + server.address().getPort() + "/";
    }

    /** The link by a rendezvous, as soon as the domain is shared. */
    public String sharedLink() throws InterruptedException {
        BlockingQueue<SharingStatus> changes = new LinkedBlockingQueue<>();
        server.sharing().listen(changes::add);
        SharingStatus now = server.sharing().status();
        while (!(now instanceof SharingStatus.Shared)) {
            now = changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (now == null) {
                throw new AssertionError(server.sharing().status().toString());
            }
        }
        return ((SharingStatus.Shared) now).link();
    }

    /** Somebody who has not connected yet; {@code end} is the end of the link, such as {@code #claim=…}. */
    VisitorClient visitor(VisitorKey key, String name, String end) {
        return new VisitorClient(http, new Wishes(VisitLink.parse(link() + end), key, name, false), clock);
    }

    VisitorClient visitor(String name) {
        return visitor(VisitorKey.generate(), name, "");
    }

    /** The same over WebRTC, introduced by the domain itself. */
    VisitorClient peer(PeerLoop loop, VisitorKey key, String name) {
        return peer(loop, key, name, UnaryOperator.identity());
    }

    /** The same, introduced in another way that is made of the usual one. */
    VisitorClient peer(PeerLoop loop, VisitorKey key, String name, UnaryOperator<Signalling> way) {
        Wishes wishes = new Wishes(VisitLink.parse(link()), key, name, false);
        return new VisitorClient(way.apply(Signalling.overHttp(http, wishes.link())), loop, wishes, clock);
    }

    @Override
    public void close() {
        server.close();
        http.shutdownNow();
    }
}
