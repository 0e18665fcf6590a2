// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.freehold.benchmarks.crowd.Counts;
import org.freehold.benchmarks.crowd.Crowd;
import org.freehold.benchmarks.crowd.Ground;
import org.freehold.benchmarks.crowd.Knocking;
import org.freehold.benchmarks.crowd.Peer;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.api.AddressFile;
import org.freehold.server.api.ApiAnswer;
import org.freehold.server.api.ApiClient;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.ShellKey;
import org.jspecify.annotations.Nullable;

/** Thousands who are not let in come all the same, while others walk inside: what each costs, and whether those inside notice. */
final class RefusedBenchmark implements Setup.Benchmark {
    private static final int TICK_HZ = 20;
    private static final int INSIDE = 50;
    private static final double CORE_MICROS = 1e6;
    private static final double AGE_MILLIS = 100;
    private static final int NONCE_BYTES = 32;

    private final CrowdOptions options;
    private final SecureRandom random = new SecureRandom();

    RefusedBenchmark(CrowdOptions options) {
        this.options = options;
    }

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        setup.progress("making keys");
        List<SigningKey> banned = keys(setup.sizes().banned());
        List<SigningKey> unseen = keys(setup.sizes().unseen());
        Path data = setup.fresh("refused");
        Map<String, String> settings = new HashMap<>(Contender.settings(options, options.tick(TICK_HZ)));
        List<Figure> figures = new ArrayList<>();
        try (Cores cores = Cores.divide()) {
            setup.say(cores.line());
            setup.say("");
            try (Domain domain = Domain.start(setup.program().after(cores.prefix()), data, settings)) {
                setup.progress("banning %,d keys".formatted(banned.size()));
                ban(data, banned);
                Peer peer = Contender.running(domain, null, options).peer();
                Map<String, List<byte[]>> kinds = new LinkedHashMap<>();
                kinds.put("one banned key", hellos(banned.subList(0, 1)));
                kinds.put("%,d banned keys".formatted(banned.size()), hellos(banned));
                kinds.put("keys that nobody has seen", hellos(unseen));
                int inside = options.visitors(INSIDE).getFirst();
                try (Crowd crowd = new Crowd(peer, Ground.plaza(), inside, options.rate())) {
                    crowd.enter(inside);
                    crowd.walk();
                    Thread.sleep(options.warmUp());
                    Measured alone = measure(domain, crowd, inside, null);
                    figures.add(Figure.of("age of a pose for %d inside, p99, nobody knocks".formatted(inside),
                            "%.1f ms (p50 %.1f; server %.0f %% of a core)".formatted(
                                    alone.inside().p99Millis(), alone.inside().medianMillis(), alone.core() * 100)));
                    for (Map.Entry<String, List<byte[]>> kind : kinds.entrySet()) {
                        setup.progress("%,d a second: %s".formatted(options.knocks(), kind.getKey()));
                        try (Knocking knocking = new Knocking(peer, kind.getValue(), options.knocks())) {
                            knocking.begin();
                            Thread.sleep(options.warmUp());
                            figures.addAll(figures(kind.getKey(), alone, measure(domain, crowd, inside, knocking)));
                        }
                    }
                }
            }
        } finally {
            Setup.delete(data);
        }
        return figures;
    }

    /** {@code core}: processor time of the server in a second. */
    private record Measured(double core, Counts inside, Knocking.Answers answers) {}

    private Measured measure(Domain domain, Crowd crowd, int inside, @Nullable Knocking knocking)
            throws IOException, InterruptedException {
        crowd.beginCounting(inside);
        double cpu = domain.cpuSeconds();
        long from = System.nanoTime();
        Duration time = options.seconds();
        Knocking.Answers answers;
        if (knocking == null) {
            Thread.sleep(time);
            answers = new Knocking.Answers(1, Map.of());
        } else {
            answers = knocking.count(time);
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        return new Measured((domain.cpuSeconds() - cpu) / seconds, crowd.counts(), answers);
    }

    private List<Figure> figures(String who, Measured alone, Measured meanwhile) {
        Knocking.Answers answers = meanwhile.answers();
        double perSecond = answers.refused() / answers.seconds();
        // Of a few a second it is less than what a server takes more or less from one second to the next.
        double core = Math.max(0, meanwhile.core() - alone.core());
        return List.of(
                Figure.atMost("server's processor for those who knock, %s".formatted(who), 1, core, "cores",
                        "%,d a second want in; %,.0f of them are refused, at %.0f µs each, the others wait outside: %s"
                                .formatted(options.knocks(), perSecond, core / perSecond * CORE_MICROS,
                                        new TreeMap<>(answers.answers()))),
                Figure.atMost("age of a pose for those inside meanwhile, p99, " + who, AGE_MILLIS,
                        meanwhile.inside().p99Millis(), "ms",
                        "p50 %.1f; server %.0f %% of a core in all; %.0f %% of poses sent in time".formatted(
                                meanwhile.inside().medianMillis(), meanwhile.core() * 100,
                                meanwhile.inside().sent() * 100)));
    }

    private List<SigningKey> keys(int count) {
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(SigningKey.create(random));
        }
        return keys;
    }

    /** Signed rightly, and not over this: what a server has to look at all of to find out. */
    private List<byte[]> hellos(List<SigningKey> keys) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        long now = InstantSource.system().millis();
        return keys.stream()
                .map(key -> JsonNodeFactory.instance.objectNode()
                        .put("type", "hello")
                        .put("protocol", 1)
                        .put("key", key.publicKey())
                        .put("nonce", text(nonce))
                        .put("time", now)
                        .put("signature", text(key.sign(nonce)))
                        .toString()
                        .getBytes(UTF_8))
                .toList();
    }

    private static void ban(Path data, List<SigningKey> keys) throws IOException, InterruptedException {
        try (ApiClient client = ApiClient.to(
                AddressFile.read(data).orElseThrow(),
                ShellKey.read(data).orElseThrow(), InstantSource.system(), new SecureRandom())) {
            for (SigningKey key : keys) {
                ApiAnswer answer = client.ask("ban/add", JsonNodeFactory.instance.objectNode()
                        .put("subject", "key:" + key.thumbprint())
                        .put("reason", "A benchmark.")
                        .put("category", "other"));
                if (!(answer instanceof ApiAnswer.Done)) {
                    throw new IOException("a key could not be banned: " + answer);
                }
            }
        } catch (IdentityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
