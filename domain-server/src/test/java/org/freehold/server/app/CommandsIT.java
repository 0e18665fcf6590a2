// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityEdit;
import org.freehold.server.storage.StorageException;
import org.freehold.server.storage.StoreOptions;
import org.freehold.server.storage.WorldStore;
import org.freehold.server.world.Journal;
import org.freehold.server.worldfile.WorldFileReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as a person types them, on real files, without a network. */
@Timeout(120)
final class CommandsIT {
    private static final String ONE_BOX =
            """
                    {"Version": 140, "Entities": [{"id": "{0f000000-0000-4000-8000-000000000001}", "type": "Box", "name": "one"}]}
                    """;
    private static final String TWO_BOXES = """
            {"Version": 140, "Entities": [
              {"id": "{0f000000-0000-4000-8000-000000000001}", "type": "Box", "name": "one"},
              {"id": "{0f000000-0000-4000-8000-000000000002}", "type": "Box", "name": "two", "locked": 17}]}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void importedWorldIsExportedAgain() throws Exception {
        assertEquals(0, freehold("import", "--data", data(), file("two.json", TWO_BOXES)));
        String exported = folder.resolve("out.json.gz").toString();
        assertEquals(0, freehold("export", "--data", data(), exported));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(exported)))) {
            assertEquals(2, WorldFileReader.read(in).world().entities().size());
        }
    }

    @Test
    void importTellsWhatItCouldNotTakeOver() throws Exception {
        assertEquals(0, freehold("import", "--data", data(), file("two.json", TWO_BOXES)));
        assertTrue(out.toString().contains("locked: 17"), out.toString());
        assertTrue(Files.readString(folder.resolve("data").resolve("import-report.txt")).contains("locked: 17"));
    }

    @Test
    void importKeepsTheWorldThatPeopleHaveBuiltIn() throws Exception {
        assertEquals(0, freehold("import", "--data", data(), file("one.json", ONE_BOX)));
        build();
        assertEquals(0, freehold("import", "--data", data(), file("two.json", TWO_BOXES)));
        List<Path> kept = keptWorlds();
        assertEquals(1, kept.size());
        try (InputStream in = new GZIPInputStream(Files.newInputStream(kept.getFirst()))) {
            assertEquals(2, WorldFileReader.read(in).world().entities().size());
        }
        assertEquals(List.of("one", "two"), names());
    }

    @Test
    void importDoesNotKeepAWorldThatIsStillInItsFile() throws Exception {
        assertEquals(0, freehold("import", "--data", data(), file("one.json", ONE_BOX)));
        assertEquals(0, freehold("import", "--data", data(), file("two.json", TWO_BOXES)));
        assertEquals(List.of(), keptWorlds());
    }

    @Test
    void importOfSomethingElseChangesNothing() throws Exception {
        assertEquals(0, freehold("import", "--data", data(), file("one.json", ONE_BOX)));
        assertEquals(1, freehold("import", "--data", data(), file("text.txt", "not a world")));
        assertTrue(err.toString().contains("text.txt"), err.toString());
        assertEquals(List.of("one"), names());
    }

    @Test
    void exportDoesNotReplaceAFileUnlessToldTo() throws Exception {
        assertEquals(0, freehold("import", "--data", data(), file("one.json", ONE_BOX)));
        String there = file("there.json", "mine");
        assertEquals(1, freehold("export", "--data", data(), there));
        assertEquals("mine", Files.readString(Path.of(there)));
        assertEquals(0, freehold("export", "--force", "--data", data(), there));
        assertTrue(Files.readString(Path.of(there)).contains("\"one\""));
    }

    @Test
    void exportWithoutADomainSaysWhatToDo() throws IOException {
        assertEquals(1, freehold("export", "--data", data(), folder.resolve("out.json").toString()));
        assertTrue(err.toString().contains("there is no such file"), err.toString());
    }

    @Test
    void exportWorksWhileTheServerHoldsTheWorld() throws Exception {
        assertEquals(0, freehold("import", "--data", data(), file("one.json", ONE_BOX)));
        try (WorldStore store = store()) {
            assertEquals(1, store.count());
            assertEquals(0, freehold("export", "--data", data(), folder.resolve("out.json").toString()));
            assertEquals(1, freehold("import", "--data", data(), file("two.json", TWO_BOXES)));
        }
        assertTrue(err.toString().contains("in use"), err.toString());
    }

    @Test
    void runOpensTheStarterWorldOnceAndNotAgainInAnEmptiedOne() throws Exception {
        open(null).close();
        try (WorldStore store = store()) {
            assertTrue(store.count() > 100);
            store.replaceWorld(store.meta(), List.<Entity>of().iterator());
        }
        open(null).close();
        assertEquals(List.of(), names());
    }

    @Test
    void runWithTheSameFileGoesOnWithWhatWasBuilt() throws Exception {
        Path file = Path.of(file("one.json", ONE_BOX));
        open(file).close();
        build();
        open(file).close();
        assertEquals(List.of("built", "one"), names());
    }

    @Test
    void runWithAFileReplacesAStarterWorldThatNobodyTouched() throws Exception {
        open(null).close();
        open(Path.of(file("one.json", ONE_BOX))).close();
        assertEquals(List.of("one"), names());
    }

    @Test
    void runWithAnotherFileNeverReplacesWhatWasBuilt() throws Exception {
        open(Path.of(file("one.json", ONE_BOX))).close();
        build();
        Path other = Path.of(file("two.json", TWO_BOXES));
        Failure failure = assertThrows(Failure.class, () -> open(other));
        assertTrue(String.valueOf(failure.getMessage()).contains("freehold import"), failure.getMessage());
        assertEquals(List.of("built", "one"), names());
    }

    @Test
    void checkNamesAllProblemsAndPassesTheDefaults() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        assertEquals(0, freehold("check", "--data", data()));
        Files.writeString(data.resolve("freehold.toml"), "[server]\nport = 0.5\nprot = 1\n");
        assertEquals(1, freehold("check", "--data", data()));
        assertEquals(2, err.toString().lines().count(), err.toString());
    }

    @Test
    void checkFindsACertificateThatIsNotThere() throws IOException {
        Files.createDirectory(folder.resolve("data"));
        assertEquals(1, freehold("check", "--data", data(), "--tls-cert", "none.pem", "--tls-key", "none.key"));
        assertTrue(err.toString().contains("none.pem"), err.toString());
    }

    @Test
    void wrongUsageHasItsOwnExitCode() {
        assertEquals(2, freehold("rnu"));
        assertEquals(2, freehold());
        assertEquals(0, freehold("--version"));
    }

    private int freehold(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        return commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private WorldStore store() throws StorageException {
        return WorldStore.open(new DataDirectory(folder.resolve("data")).world(), StoreOptions.DEFAULT,
                InstantSource.system());
    }

    private WorldStore open(@Nullable Path file) throws StorageException {
        DataDirectory data = new DataDirectory(folder.resolve("data"));
        data.create();
        return new WorldOpening(data, new PrintWriter(out), InstantSource.system()).open(file);
    }

    /** Adds a box as a builder would, through the journal. */
    private void build() throws StorageException {
        ObjectNode box = JsonNodeFactory.instance.objectNode().put("type", "Box").put("name", "built");
        long now = Instant.now().toEpochMilli() * 1000;
        if (!(EntityEdit.create(UUID.randomUUID(), box, now) instanceof EntityEdit.Done done)) {
            throw new AssertionError("a box is valid");
        }
        try (WorldStore store = store()) {
            store.journal().append(new Journal.Entry(1, List.of(done.entity()), List.of()));
        }
    }

    private List<String> names() throws StorageException {
        List<String> names = new ArrayList<>();
        try (WorldStore store = store()) {
            store.load(entity -> names.add(entity.properties().path("name").asText()));
        }
        names.sort(null);
        return names;
    }

    private List<Path> keptWorlds() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("world-until-")).toList();
        }
    }
}
