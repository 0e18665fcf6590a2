// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.freehold.benchmarks.admission.Arrivals;
import org.freehold.benchmarks.admission.ListLookups;
import org.freehold.benchmarks.admission.ManyLists;
import org.freehold.moderation.admission.Fault;

/** What it costs to follow many large ban lists: memory, a lookup, an update; without a server, of which {@link UpdatesBenchmark} tells. */
final class ListsBenchmark implements Setup.Benchmark {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    @Override
    public List<Figure> run(Setup setup) throws InterruptedException {
        boolean tiny = setup.sizes().equals(Sizes.TINY);
        int lists = tiny ? 2 : 20;
        int entries = tiny ? 100 : 50_000;
        int answers = tiny ? 1_000 : 400_000;
        setup.progress(lists + " ban lists of " + entries + " entries each");
        long before = used();
        ManyLists followed = new ManyLists(lists, entries);
        double memory = (used() - before) / BYTES_PER_MEGABYTE;

        setup.progress("lookups");
        ListLookups lookups = new ListLookups(followed, lists);
        lookups.nanoseconds(answers);
        Samples quiet = new Samples(lookups.nanoseconds(answers));
        Arrivals arrivals = arrivals(followed, lists);
        arrivals.nanoseconds(answers);
        Samples decisions = new Samples(arrivals.nanoseconds(answers));

        setup.progress("updates of one list, and decisions meanwhile");
        List<Long> updates = new ArrayList<>();
        Thread updating = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 5; i++) {
                updates.add(followed.update(i % lists));
            }
        });
        List<Long> meanwhile = new ArrayList<>();
        do {
            meanwhile.addAll(arrivals.nanoseconds(answers / 100));
        } while (updating.isAlive());
        updating.join();
        Samples busy = new Samples(meanwhile);

        String name = "%d lists of %,d entries: ".formatted(lists, entries);
        return List.of(
                Figure.atMost(
                        name + "memory",
                        200,
                        Math.max(memory, 0),
                        "MB",
                        "%.0f bytes an entry"
                                .formatted((double) followed.index().bytes() / followed.index().entries())),
                Figure.atMost(
                        name + "lookup of a visitor, 99 of 100",
                        1000,
                        quiet.quantile(0.99) / NANOS_PER_MICRO,
                        "µs",
                        "median " + Figure.number(quiet.median() / NANOS_PER_MICRO)
                                + ", worst of %,d ".formatted(answers)
                                + Figure.number(quiet.max() / NANOS_PER_MICRO)),
                Figure.atMost(
                        name + "whole decision about a visitor, 99 of 100",
                        1000,
                        decisions.quantile(0.99) / NANOS_PER_MICRO,
                        "µs",
                        "median " + Figure.number(decisions.median() / NANOS_PER_MICRO)
                                + ", worst of %,d ".formatted(answers)
                                + Figure.number(decisions.max() / NANOS_PER_MICRO)),
                Figure.atMost(
                        name + "the same while a list is updated",
                        1000,
                        busy.quantile(0.99) / NANOS_PER_MICRO,
                        "µs",
                        "median " + Figure.number(busy.median() / NANOS_PER_MICRO)),
                Figure.of(
                        name + "update of one, from its bytes to decisions",
                        Figure.number(new Samples(updates).median() / NANOS_PER_MILLI) + " ms on a thread of its own"));
    }

    private static Arrivals arrivals(ManyLists followed, int lists) {
        try {
            return new Arrivals(followed, lists);
        } catch (Fault e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes of the heap that are in use, as far as the collector can tell. */
    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
