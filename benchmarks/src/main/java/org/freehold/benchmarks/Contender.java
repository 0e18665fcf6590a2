// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.freehold.benchmarks.crowd.Peer;
import org.freehold.benchmarks.floor.Floor;
import org.freehold.server.visit.VisitLink;
import org.jspecify.annotations.Nullable;

/**
 * A server that is measured.
 *
 * @param name in the table
 */
record Contender(String name, Start start) {
    static final String FREEHOLD = "freehold";
    static final String FREEHOLD_TLS = "freehold-tls";
    static final String FLOOR = "floor-netty";

    /** Starts it, or finds it running. */
    @FunctionalInterface
    interface Start {
        Running start() throws IOException, InterruptedException;
    }

    /**
     * It runs.
     *
     * @param pid its process; null when that is not known
     * @param own what ends when this is closed; null for what others started
     */
    record Running(Peer peer, @Nullable Long pid, @Nullable ListeningProcess own) implements AutoCloseable {
        @Override
        public void close() {
            if (own != null) {
                own.close();
            }
        }
    }

    /** Ours, as people start it, with the starter world, and with limits that let a crowd in. */
    static Contender freehold(Setup setup, Cores cores, CrowdOptions options, int tick, boolean tls) {
        return new Contender(tls ? FREEHOLD_TLS : FREEHOLD, () -> {
            Map<String, String> settings = settings(options, tick);
            SslContext trust = null;
            if (tls) {
                Certificate certificate = Certificate.make(setup.work());
                settings.put("FREEHOLD_TLS_CERT", certificate.chain().toString());
                settings.put("FREEHOLD_TLS_KEY", certificate.key().toString());
                trust = SslContextBuilder.forClient().trustManager(certificate.chain().toFile()).build();
            }
            Domain domain = Domain.start(setup.program().after(cores.prefix()), setup.fresh("crowd"), settings);
            return running(domain, trust, options);
        });
    }

    /** A domain that has been started is visited. */
    static Running running(Domain domain, @Nullable SslContext trust, CrowdOptions options) {
        Peer peer = new Peer(
                Peer.Dialect.FREEHOLD, VisitLink.parse(domain.link()), trust, options.headAndHands());
        return new Running(peer, domain.process().pid(), domain.process());
    }

    /** Settings under which a domain lets a crowd in. */
    static Map<String, String> settings(CrowdOptions options, int tick) {
        return new HashMap<>(Map.of(
                "FREEHOLD_SERVER_MAX_SESSIONS", "10000",
                "FREEHOLD_SERVER_MAX_WAITING", "10000",
                "FREEHOLD_SERVER_MAX_CONNECTIONS", "20000",
                "FREEHOLD_SERVER_MAX_CONNECTIONS_PER_ADDRESS", "20000",
                "FREEHOLD_LIMITS_POSES_PER_SECOND", Integer.toString(Math.max(60, options.rate() * 2)),
                "FREEHOLD_WORLD_TICK_HZ", Integer.toString(tick)));
    }

    /** The floor, in a process like ours. */
    static Contender floor(Cores cores, int tick, boolean city) {
        return new Contender(FLOOR, () -> {
            List<String> command = new ArrayList<>(cores.prefix());
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            // The launcher says which options it gives our server.
            command.addAll(words(System.getProperty("freehold.options", "")));
            command.addAll(words(System.getenv().getOrDefault("FREEHOLD_JAVA_OPTS", "")));
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath(),
                    Floor.class.getName(), city ? "city" : "plaza", Integer.toString(tick)));
            ListeningProcess process = ListeningProcess.start(new ProcessBuilder(command));
            Peer peer = new Peer(Peer.Dialect.FLOOR, VisitLink.parse(process.link()), null, false);
            return new Running(peer, process.pid(), process);
        });
    }

    /** One that runs already. */
    static Contender at(String url, @Nullable Long pid, boolean headAndHands) {
        return new Contender(url, () -> {
            VisitLink link = VisitLink.parse(url);
            boolean tls = "wss".equals(link.session().getScheme());
            return new Running(
                    new Peer(Peer.Dialect.FREEHOLD, link, tls ? SslContextBuilder.forClient().build() : null,
                            headAndHands),
                    pid, null);
        });
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }
}
