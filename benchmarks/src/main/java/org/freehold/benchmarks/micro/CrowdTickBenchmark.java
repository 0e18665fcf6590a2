// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.micro;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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

/**
 * One tick of an empty world in which everybody walks: taking the poses, sorting and encoding them, putting together a message for each place that is
 * seen from, and handing it to each session. What is missing is the network.
 */
@State(Scope.Thread)
public class CrowdTickBenchmark {
    private static final int HZ = 20;
    private static final int SETTLE_TICKS = 100;

    /** Where they walk. */
    public enum Crowd {
        /** On a square of 40 m. */
        PLAZA_400(400, 40),
        /** About ten within 20 m of each. */
        CITY_1000(1000, 354);

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

    private final List<Nobody> people = new ArrayList<>();
    private WorldLoop loop = loop();

    /** Everybody has entered. */
    @Setup(Level.Trial)
    public void enter() {
        loop = loop();
        people.clear();
        Random random = new Random(3);
        for (int i = 0; i < crowd.people; i++) {
            Nobody nobody = new Nobody(
                    (float) ((random.nextDouble() - 0.5) * crowd.sideMetres),
                    (float) ((random.nextDouble() - 0.5) * crowd.sideMetres));
            people.add(nobody);
            loop.offer(new Command.Enter(nobody, Set.of(), null, null, false));
            loop.tick();
        }
        for (int i = 0; i < SETTLE_TICKS; i++) {
            loop.tick();
        }
    }

    /** Everybody walks on and is told of the others. */
    @Benchmark
    public long tick() {
        loop.tick();
        return people.getFirst().messages();
    }

    private static WorldLoop loop() {
        JournalResults results = new JournalResults();
        World world = new World(
                new WorldSettings(HZ, 1_000_000), Places.of(Map.of()), new AtOnce(results), new Interest(HZ),
                new Random(1));
        return new WorldLoop(world, results, System::nanoTime, InstantSource.system(), nanos -> {}, () -> {});
    }
}
