// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WorldFileWriterTest {

    static List<byte[]> fixtures() {
        return Fixtures.files();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void whatIsWrittenReadsAsWhatWasRead(byte[] file) throws Exception {
        assertSurvives(file);
    }

    /** Worlds that people built, beside the repository and not part of it. */
    @Test
    void worldsThatPeopleBuiltSurvive() throws Exception {
        Path worlds = Path.of("..", "..", "shared", "worlds");
        assumeTrue(Files.isDirectory(worlds), "no folder ../shared/worlds beside the repository");
        try (Stream<Path> files = Files.list(worlds)) {
            for (Path file : files.filter(path -> !path.toString().endsWith(".md")).toList()) {
                WorldFileReader.Result read = assertSurvives(Files.readAllBytes(file));
                assertEquals(0, read.report().leftOut(), file.toString());
                assertEquals(
                        file.toString().contains("tutorial") ? 2 : 0, read.report().faultCount(),
                        () -> file + ": " + read.report().faults());
            }
        }
    }

    @Test
    void writesOnlyWhatOvertesReaderAllows() throws Exception {
        WorldFile world = Fixtures.read(
                "{'Server':1,'Version':93,'Id':'{11111111-2222-3333-4444-555555555555}','DataVersion':9,"
                        + "'Paths':{'/':'/0,0,0/0,0,0,1'},'Entities':[]}")
                .world();

        JsonNode written = Fixtures.json(Fixtures.write(world));

        assertEquals(
                new TreeSet<>(List.of("DataVersion", "Entities", "Id", "Paths", "Version")), names(written));
        assertEquals(140, written.path("Version").asInt());
        assertEquals(9, written.path("DataVersion").asInt());
    }

    @Test
    void leavesOutWhatAWorldDoesNotHave() throws Exception {
        JsonNode written = Fixtures.json(Fixtures.write(new WorldFile(WorldFile.Header.of(Map.of()), List.of())));

        assertEquals(new TreeSet<>(List.of("DataVersion", "Entities", "Version")), names(written));
    }

    private static WorldFileReader.Result assertSurvives(byte[] file) throws WorldFileException, IOException {
        WorldFileReader.Result first = Fixtures.read(file);

        WorldFileReader.Result second = Fixtures.read(Fixtures.write(first.world()));

        assertEquals(
                Fixtures.trees(first.world().entities()).toPrettyString(),
                Fixtures.trees(second.world().entities()).toPrettyString());
        assertEquals(first.world().header().paths(), second.world().header().paths());
        assertEquals(first.world().header().dataVersion(), second.world().header().dataVersion());
        assertEquals(first.world().header().id(), second.world().header().id());
        Fixtures.assertValid(first.world());
        assertTrue(second.report().faults().isEmpty(), () -> second.report().faults().toString());
        return first;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
