// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settings with faults, and what the commands say to them. */
@Timeout(120)
final class CheckIT {
    private static final String FAULTY = """
            config_version = 1
            [server]
            prot = 4080
            max_sessions = 0
            host = 17
            [worlds]
            tick_hz = 30
            [world]
            tick_hz = 1000
            entry = "here"
            [limits]
            message_size = "3 bananas"
            """;

    @TempDir
    private Path folder;

    @Test
    void allProblemsAreShownAtOnceWithLineValueAndLikelyKey() throws Exception {
        Files.writeString(folder.resolve("freehold.toml"), FAULTY);
        FreeholdCommand.Ended ended = FreeholdCommand.run(folder, "check", "--data", folder.toString());
        assertEquals(1, ended.exitCode(), ended.err());
        for (String part : List.of(
                ":3", "prot", "server.port", ":4", "max_sessions", "1 to 10000", ":5", "17", "worlds", ":9", "1000",
                "5 to 60", ":10", "here", ":12", "3 bananas")) {
            assertTrue(ended.err().contains(part), part + " is not in: " + ended.err());
        }
        assertEquals(7, ended.err().strip().lines().count(), ended.err());
    }

    @Test
    void runRefusesTheSameWithTheSameWords() throws Exception {
        Files.writeString(folder.resolve("freehold.toml"), FAULTY);
        FreeholdCommand.Ended check = FreeholdCommand.run(folder, "check", "--data", folder.toString());
        FreeholdCommand.Ended run = FreeholdCommand.run(folder, "run", "--data", folder.toString(), "--port", "0");
        assertEquals(1, run.exitCode());
        assertEquals(check.err(), run.err());
        assertTrue(Files.notExists(folder.resolve("world.db")));
    }

    @Test
    void exitCodesTellFailureFromWrongUsage() throws Exception {
        Files.writeString(folder.resolve("freehold.toml"), "[server\n");
        assertEquals(1, FreeholdCommand.run(folder, "check", "--data", folder.toString()).exitCode());
        Files.writeString(folder.resolve("freehold.toml"), "");
        assertEquals(0, FreeholdCommand.run(folder, "check", "--data", folder.toString()).exitCode());
        assertEquals(2, FreeholdCommand.run(folder, "check", "--dta", folder.toString()).exitCode());
        assertEquals(3, FreeholdCommand.run(folder, "visit", "http://localhost:1/").exitCode());
    }
}
