// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.micro;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.freehold.server.entity.EntityJson;
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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One tick of a world with a hundred people who walk and look around: what interest costs when nothing is edited. */
@State(Scope.Thread)
public class InterestBenchmark {
    private static final int PEOPLE = 100;
    private static final int HZ = 30;
    private static final int SETTLE_TICKS = 300;

    /** How many entities the world has. */
    @Param({"1428", "100000"})
    public int entities;

    private final List<Nobody> people = new ArrayList<>();
    private WorldLoop loop = loop(0);

    /** Everybody has entered and been sent what is in sight. */
    @Setup(Level.Trial)
    public void enter() {
        loop = loop(entities);
        for (int i = 0; i < PEOPLE; i++) {
            Nobody nobody = new Nobody(i * 0.5f - PEOPLE * 0.25f, 0);
            people.add(nobody);
            loop.offer(new Command.Enter(nobody, Set.of(), null, null, false));
            loop.tick();
        }
        for (int i = 0; i < SETTLE_TICKS; i++) {
            loop.tick();
        }
    }

    /** Moves everybody, looks around for those whose turn it is, encodes and sends poses. */
    @Benchmark
    public long tickWithHundredPeople() {
        loop.tick();
        return people.getFirst().messages();
    }

    private static WorldLoop loop(int entities) {
        JournalResults results = new JournalResults();
        World world = new World(
                new WorldSettings(HZ, 1_000_000), Places.of(Map.of()),
                new AtOnce(results),
                new Interest(HZ), new Random(1));
        Random random = new Random(2);
        double spreadMetres = 30 * Math.sqrt(Math.max(1, entities / 1428.0));
        for (int i = 0; i < entities; i++) {
            ObjectNode entity = JsonNodeFactory.instance.objectNode()
                    .put("id", "{" + new UUID(0x4000L | ((long) i << 32), 0x8000_0000_0000_0000L) + "}")
                    .put("type", "Box");
            entity.putObject("position")
                    .put("x", random.nextGaussian() * spreadMetres)
                    .put("y", random.nextGaussian() * 5)
                    .put("z", random.nextGaussian() * spreadMetres);
            double size = Math.min(20, 0.3 * Math.exp(random.nextGaussian() * 1.5 + 0.7));
            entity.putObject("dimensions").put("x", size).put("y", size).put("z", size);
            world.load(EntityJson.entity(entity));
        }
        return new WorldLoop(world, results, System::nanoTime, InstantSource.system(), nanos -> {}, () -> {}, () -> {});
    }
}
