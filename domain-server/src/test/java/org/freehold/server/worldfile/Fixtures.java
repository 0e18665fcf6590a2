// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityEdit;

/** World files written by hand, and what the tests do with all of them. */
final class Fixtures {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Fixtures() {}

    /**
     * One thing that an importer meets.
     *
     * @param file a whole world file
     * @param entities what becomes of its entities
     * @param faults the lines of the report
     */
    record Case(Path path, byte[] file, JsonNode entities, List<String> faults, List<String> remarks) {
        @Override
        public String toString() {
            return String.valueOf(path.getFileName());
        }
    }

    /** Those of a folder, {@code steps} or {@code faults}. */
    static List<Case> cases(String folder) {
        try (Stream<Path> files = Files.list(resource(folder))) {
            return files.sorted().map(Fixtures::readCase).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One world with all types of entity. */
    static byte[] allTypes() {
        return bytes(resource("all-types.json"));
    }

    /** The world files of all fixtures. */
    static List<byte[]> files() {
        return Stream.concat(
                Stream.of(allTypes()),
                Stream.concat(cases("steps").stream(), cases("faults").stream()).map(Case::file))
                .toList();
    }

    static WorldFileReader.Result read(byte[] file) throws WorldFileException {
        return WorldFileReader.read(new ByteArrayInputStream(file));
    }

    static WorldFileReader.Result read(String file) throws WorldFileException {
        return read(file.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    static byte[] write(WorldFile world) throws IOException {
        var out = new ByteArrayOutputStream();
        WorldFileWriter.write(out, world.header(), world.entities());
        return out.toByteArray();
    }

    /** What the entities say, as a reader of their JSON sees it. */
    static JsonNode trees(List<Entity> entities) {
        ArrayNode trees = MAPPER.createArrayNode();
        entities.forEach(entity -> trees.add(entity.properties()));
        return trees;
    }

    /** What was imported is as valid as what was edited: the check of edits takes all of it. */
    static void assertValid(WorldFile world) {
        for (Entity entity : world.entities()) {
            assertInstanceOf(
                    EntityEdit.Done.class, EntityEdit.create(entity.id(), entity.properties(), 0),
                    () -> entity.properties().toString());
        }
    }

    static JsonNode json(byte[] text) throws IOException {
        return MAPPER.readTree(text);
    }

    private static Case readCase(Path path) {
        try {
            ObjectNode read = (ObjectNode) MAPPER.readTree(path.toFile());
            return new Case(
                    path,
                    MAPPER.writeValueAsBytes(read.get("file")),
                    read.path("entities"),
                    texts(read.path("faults")),
                    texts(read.path("remarks")));
        } catch (IOException e) {
            throw new UncheckedIOException(path.toString(), e);
        }
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path resource(String name) {
        URL url = Objects.requireNonNull(Fixtures.class.getResource(name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
