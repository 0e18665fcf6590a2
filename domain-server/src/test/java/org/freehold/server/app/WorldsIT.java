// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.freehold.server.entity.Entity;
import org.freehold.server.worldfile.WorldFile;
import org.freehold.server.worldfile.WorldFileReader;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worlds from files, imported, visited and exported with the commands that a person types. */
@Timeout(120)
final class WorldsIT {
    /** Real worlds, which are no part of the project. */
    private static final Path REAL = Path.of("..", "..", "shared", "worlds");
    private static final Path OURS = Path.of("src", "test", "resources", "org", "freehold", "server", "worldfile");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void realWorldsAreBesideTheRepository() {
        assumeTrue(Files.isDirectory(REAL), "skipped: no folder ../shared/worlds beside the repository");
        assertFalse(realWorlds().isEmpty(), REAL + " holds no world");
    }

    static List<Path> realWorlds() {
        return Files.isDirectory(REAL) ? files(REAL) : List.of();
    }

    static List<Path> ourWorlds() {
        return files(OURS);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("realWorlds")
    void realWorldIsTheSameAfterImportVisitAndExport(Path file) throws Exception {
        assertIsKept(file);
    }

    @ParameterizedTest
    @MethodSource("ourWorlds")
    void worldWithFaultsIsTheSameAfterImportVisitAndExport(Path fixture) throws Exception {
        JsonNode read = JSON.readTree(fixture.toFile());
        Path file = folder.resolve(fixture.getFileName());
        JSON.writeValue(file.toFile(), read.path("file").isObject() ? read.path("file") : read);
        assertIsKept(file);
    }

    private void assertIsKept(Path file) throws Exception {
        WorldFile original = read(file);
        String data = folder.resolve("data").toString();
        freehold("import", "--data", data, file.toString());
        Path plain = folder.resolve("exported.json");
        Path packed = folder.resolve("exported.json.gz");
        freehold("export", "--data", data, plain.toString());
        freehold("export", "--data", data, packed.toString());
        assertSame(original, read(plain), _ -> true);
        assertSame(original, read(packed), _ -> true);

        Predicate<Entity> lasts = entity -> entity.lifetimeSeconds() < 0;
        try (TestDomain domain = TestDomain.start(folder.resolve("data"))) {
            JsonNode seen = JSON.readTree(freehold("visit", domain.link(), "--all", "--json"));
            assertEquals(totals(original, lasts), totals(seen), seen.toString());
        }
        Path afterwards = folder.resolve("afterwards.json");
        freehold("export", "--data", data, afterwards.toString());
        assertSame(original, read(afterwards), lasts.and(entity -> !entity.motion().isMoving()));
    }

    /** Entity by entity; one without an id in the file has got another with each reading. */
    private static void assertSame(WorldFile expected, WorldFile found, Predicate<Entity> which) {
        assertEquals(expected.header().paths(), found.header().paths());
        Map<UUID, Entity> foundById = new HashMap<>();
        found.entities().forEach(entity -> foundById.put(entity.id(), entity));
        List<ObjectNode> unnamed = new ArrayList<>();
        for (Entity entity : expected.entities()) {
            if (!which.test(entity)) {
                foundById.remove(entity.id());
                continue;
            }
            Entity same = foundById.remove(entity.id());
            if (same == null) {
                unnamed.add(withoutId(entity));
            } else {
                assertEquals(entity.properties(), same.properties());
            }
        }
        assertEquals(unnamed, foundById.values().stream().map(WorldsIT::withoutId).toList());
    }

    private static ObjectNode withoutId(Entity entity) {
        ObjectNode properties = entity.properties();
        properties.remove("id");
        return properties;
    }

    private static Map<String, Integer> totals(WorldFile world, Predicate<Entity> which) {
        Map<String, Integer> totals = new TreeMap<>();
        world.entities().stream().filter(which)
                .forEach(entity -> totals.merge(entity.type().typeName(), 1, Integer::sum));
        return totals;
    }

    private static Map<String, Integer> totals(JsonNode visit) {
        Map<String, Integer> totals = new TreeMap<>();
        visit.at("/entities/byType").properties().forEach(type -> totals.put(type.getKey(), type.getValue().asInt()));
        assertEquals(visit.at("/entities/total").asInt(), totals.values().stream().mapToInt(Integer::intValue).sum());
        return totals;
    }

    private static WorldFile read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return WorldFileReader.read(in).world();
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.json(\\.gz)?")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String freehold(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        assertEquals(0, exitCode, () -> List.of(arguments) + ": " + err);
        assertTrue(err.toString().isEmpty(), err.toString());
        return out.toString();
    }
}
