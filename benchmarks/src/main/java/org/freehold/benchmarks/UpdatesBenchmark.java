// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.freehold.benchmarks.admission.ListPublisher;
import org.freehold.benchmarks.crowd.Counts;
import org.freehold.benchmarks.crowd.Crowd;
import org.freehold.benchmarks.crowd.Ground;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.api.AddressFile;
import org.freehold.server.api.ApiAnswer;
import org.freehold.server.api.ApiClient;
import org.freehold.server.identity.IdentityException;
import org.freehold.server.identity.ShellKey;

/**
 * What people in a domain notice when a large list changes while many are in force: how old the oldest pose is that reaches them meanwhile,
 * beside the oldest without. A list is left and followed anew, which is all that an update does and more: fetched, verified, read, compared, stored,
 * put in force, everybody decided about anew. At last all lists change at once.
 */
final class UpdatesBenchmark implements Setup.Benchmark {
    private static final int UPDATES = 4;
    private static final int VISITORS = 20;
    private static final int TICK_HZ = 30;
    private static final int POSES_PER_SECOND = 20;
    private static final long QUIET_MILLIS = 15_000;

    @Override
    public List<Figure> run(Setup setup) throws IOException, InterruptedException {
        boolean tiny = setup.sizes().equals(Sizes.TINY);
        int lists = tiny ? 2 : 20;
        int entries = tiny ? 100 : 50_000;
        setup.progress("making " + lists + " lists of " + entries + " entries each");
        Map<String, String> settings = new HashMap<>(Contender.settings(CrowdOptions.parse(), TICK_HZ));
        settings.put("FREEHOLD_LISTS_PRIVATE_ADDRESSES", "true");
        Path data = setup.fresh("updates");
        try (ListPublisher publisher = new ListPublisher(lists, entries);
                Domain domain = Domain.start(setup.program(), data, settings);
                ApiClient shell = shell(data)) {
            double before = domain.residentMegabytes();
            for (int i = 0; i < lists; i++) {
                setup.progress("following list " + (i + 1) + " of " + lists);
                follow(shell, publisher, i, 0);
            }
            return measured(setup, domain, shell, publisher, lists, before, tiny,
                    "%d lists of %,d entries in force, %d visitors: ".formatted(lists, entries, VISITORS));
        }
    }

    private static List<Figure> measured(
            Setup setup, Domain domain, ApiClient shell, ListPublisher publisher, int lists, double before,
            boolean tiny, String name)
            throws IOException, InterruptedException {
        try (Crowd crowd = new Crowd(
                Contender.running(domain, null, CrowdOptions.parse()).peer(), Ground.plaza(), VISITORS,
                POSES_PER_SECOND)) {
            crowd.enter(VISITORS);
            crowd.walk();
            Thread.sleep(tiny ? 500 : QUIET_MILLIS);
            setup.progress("nothing changes");
            crowd.beginCounting(VISITORS);
            Thread.sleep(tiny ? 500 : QUIET_MILLIS);
            Counts quiet = crowd.counts();
            List<Double> oldest = new ArrayList<>();
            List<Double> p99 = new ArrayList<>();
            List<Double> seconds = new ArrayList<>();
            String id = "0";
            for (int round = 1; round <= UPDATES; round++) {
                setup.progress("a list changes, " + round + " of " + UPDATES);
                crowd.beginCounting(VISITORS);
                long start = System.nanoTime();
                ask(shell, "banlist/leave", arguments().put("id", id).put("how", "now"));
                id = follow(shell, publisher, 0, round);
                seconds.add((System.nanoTime() - start) / 1e9);
                Counts busy = crowd.counts();
                oldest.add(busy.oldestMillis());
                p99.add(busy.p99Millis());
            }
            setup.progress("all lists change at once");
            domain.forgetPeak();
            crowd.beginCounting(VISITORS);
            long start = System.nanoTime();
            changeAll(shell, publisher, lists);
            double all = (System.nanoTime() - start) / 1e9;
            Counts together = crowd.counts();
            double peak = domain.peakMegabytes();
            double worst = oldest.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            return List.of(
                    Figure.atMost(
                            name + "oldest pose while a list changes, beyond that of a quiet time", 20,
                            Math.max(0, worst - quiet.oldestMillis()), "ms",
                            "%.1f ms, without %.1f; 99 of 100 up to %.1f, without %.1f".formatted(
                                    worst, quiet.oldestMillis(),
                                    p99.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                                    quiet.p99Millis())),
                    Figure.of(
                            name + "a list followed, from its address to decisions",
                            "%.1f s (longest of %d)".formatted(
                                    seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow(), UPDATES)),
                    Figure.of(
                            name + "all followed anew at once",
                            "%.1f s; oldest pose %.1f ms, 99 of 100 up to %.1f".formatted(
                                    all, together.oldestMillis(), together.p99Millis())),
                    Figure.of(
                            name + "resident memory of the server",
                            "%.0f MB (%.0f before the lists, at most %.0f while all change at once)"
                                    .formatted(domain.residentMegabytes(), before, peak)));
        }
    }

    /** Leaves all lists, then follows them at the same time. */
    private static void changeAll(ApiClient shell, ListPublisher publisher, int lists)
            throws IOException, InterruptedException {
        for (JsonNode each : ask(shell, "banlist/list", arguments()).path("subscriptions")) {
            ask(shell, "banlist/leave", arguments().put("id", each.path("id").asText()).put("how", "now"));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> followed = new ArrayList<>();
            for (int i = 0; i < lists; i++) {
                int number = i;
                followed.add(threads.submit(() -> follow(shell, publisher, number, UPDATES + 1)));
            }
            for (Future<String> each : followed) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** The id of the subscription. */
    private static String follow(ApiClient shell, ListPublisher publisher, int number, int round)
            throws IOException, InterruptedException {
        ObjectNode made = ask(shell, "banlist/subscribe", arguments()
                .put("url", publisher.url(number, round))
                .put("key", publisher.key(number))
                .put("level", "enforce"));
        String id = made.path("id").asText();
        ask(shell, "banlist/apply", arguments()
                .put("id", id)
                .put("plan", made.path("preview").path("plan").asText()));
        return id;
    }

    private static ObjectNode ask(ApiClient shell, String operation, ObjectNode arguments)
            throws IOException, InterruptedException {
        return switch (shell.ask(operation, arguments)) {
            case ApiAnswer.Done(ObjectNode answer) -> answer;
            case ApiAnswer.Refused refused -> throw new IOException(operation + ": " + refused.detail());
            case ApiAnswer.Failed(String why) -> throw new IOException(operation + ": " + why);
        };
    }

    private static ApiClient shell(Path data) throws IOException {
        try {
            SigningKey key = ShellKey.read(data).orElseThrow();
            return ApiClient.to(
                    AddressFile.read(data).orElseThrow(), key, InstantSource.system(), new SecureRandom());
        } catch (IdentityException e) {
            throw new IOException(e);
        }
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }
}
