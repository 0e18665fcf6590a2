// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.micro;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.freehold.server.interest.Helpers;
import org.freehold.server.interest.Interest;
import org.freehold.server.world.Command;
import org.freehold.server.world.JournalResults;
import org.freehold.server.world.Places;
import org.freehold.server.world.World;
import org.freehold.server.world.WorldLoop;
import org.freehold.server.world.WorldSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One tick of an empty world in which everybody walks: taking the poses, sorting and encoding them, putting together a message for each place that is
 * seen from, and handing it to each session. What is missing is the network.
 */
@State(Scope.Thread)
public class CrowdTickBenchmark {
    private static final int HZ = 20;
    private static final int SETTLE_TICKS = 100;
    private static final int ENTER_AT_ONCE = 50;

    /** Where they walk. */
    public enum Crowd {
        /** On a square of 40 m. */
        PLAZA_400(400, 40),
        /** About ten within 20 m of each. */
        CITY_1000(1000, 354),
        /** As thick, and four times as many. */
        CITY_4000(4000, 708);

        private final int people;
        private final double sideMetres;

        Crowd(int people, double sideMetres) {
            this.people = people;
            this.sideMetres = sideMetres;
        }
    }

    /** Who walks where. */
    @Param
    public Crowd crowd = Crowd.PLAZA_400;

    /** Threads that help the world thread. */
    @Param({"0", "1"})
    public int helpers;

    private final List<Nobody> people = new ArrayList<>();
    private Helpers helping = new Helpers(0);
    private WorldLoop loop = loop(helping);

    /** Everybody has entered. */
    @Setup(Level.Trial)
    public void enter() {
        helping = new Helpers(helpers);
        loop = loop(helping);
        people.clear();
        Random random = new Random(3);
        for (int i = 0; i < crowd.people; i++) {
            Nobody nobody = new Nobody(
                    (float) ((random.nextDouble() - 0.5) * crowd.sideMetres),
                    (float) ((random.nextDouble() - 0.5) * crowd.sideMetres));
            people.add(nobody);
            loop.offer(new Command.Enter(nobody, Set.of(), null, null, false));
            if (i % ENTER_AT_ONCE == 0) {
                loop.tick();
            }
        }
        for (int i = 0; i < SETTLE_TICKS; i++) {
            loop.tick();
        }
    }

    /** Nobody helps any more. */
    @TearDown(Level.Trial)
    public void close() {
        helping.close();
    }

    /** Everybody walks on and is told of the others. */
    @Benchmark
    public long tick() {
        loop.tick();
        return people.getFirst().messages();
    }

    private static WorldLoop loop(Helpers helpers) {
        JournalResults results = new JournalResults();
        World world = new World(
                new WorldSettings(HZ, 1_000_000), Places.of(Map.of()), new AtOnce(results), new Interest(HZ, helpers),
                new Random(1));
        return new WorldLoop(world, results, System::nanoTime, InstantSource.system(), nanos -> {}, () -> {}, () -> {});
    }
}
