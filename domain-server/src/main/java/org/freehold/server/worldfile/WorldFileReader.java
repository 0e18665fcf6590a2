// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityId;
import org.freehold.server.entity.EntityJson;
import org.freehold.server.entity.Fault;
import org.freehold.server.worldfile.WorldFileException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Reads a world file, packed or plain, of any version. What is wrong with one property or entity is mended or left
 * out and reported, and never stops the rest; only a file that is no world at all is refused.
 *
 * <p>The file is read once, as a stream. The memory needed is that of the entities; where {@code Version} stands
 * behind them, as Overte writes it, they wait in compact form until it is known.
 */
public final class WorldFileReader {
    /** Most entities of a file. */
    public static final int MAX_ENTITIES = 1_000_000;

    static final String TOO_LARGE = "larger than an entity may be";

    private static final int MAX_PATHS = 10_000;
    private static final int MAX_OTHERS = 64;
    private static final int MAX_SMALL_CHARACTERS = 65_536;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(4 << 20)
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build())
            .build();

    private final JsonParser parser;
    private final ReportBuilder report = new ReportBuilder();
    private final List<Entity> entities = new ArrayList<>();
    private final List<byte @Nullable []> waiting = new ArrayList<>();
    private final Map<String, String> paths = new LinkedHashMap<>();
    private final Map<String, JsonNode> others = new LinkedHashMap<>();
    private @Nullable UUID id;
    private @Nullable EntityImport entityImport;
    private int version;
    private long dataVersion;
    private boolean entitiesSeen;
    private int number;

    private WorldFileReader(JsonParser parser) {
        this.parser = parser;
    }

    /** A world and what is to be said about its file. */
    public record Result(WorldFile world, ImportReport report) {}

    /**
     * Reads to the end of the file; blocks meanwhile.
     *
     * @param file not closed
     * @throws WorldFileException when it is no world file, with a message for people
     */
    public static Result read(InputStream file) throws WorldFileException {
        return read(file, WorldInput.MAX_BYTES);
    }

    static Result read(InputStream file, long maxBytes) throws WorldFileException {
        try (JsonParser parser = MAPPER.createParser(WorldInput.open(new Unclosed(file), maxBytes))) {
            return new WorldFileReader(parser).world();
        } catch (IOException e) {
            throw Unreadable.explain(e);
        }
    }

    private Result world() throws IOException, WorldFileException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw notAWorld(parser.currentToken() == null ? "the file is empty" : "it does not begin with an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            topLevel(name);
        }
        if (!entitiesSeen) {
            throw notAWorld("it has no \"Entities\"");
        }
        ignoreWhatFollows();
        readWaiting();
        ParentChains.check(entities, report);
        var header = new WorldFile.Header(id, version, dataVersion, paths, others);
        return new Result(new WorldFile(header, entities), report.build(version));
    }

    private void topLevel(String name) throws IOException, WorldFileException {
        switch (name) {
            case "Entities" -> readEntities();
            case "Version" -> readVersion();
            case "DataVersion" -> dataVersion = count(name, Long.MAX_VALUE);
            case "Id" -> {
                id = EntityId.parse(parser.getValueAsString("")).orElse(null);
                parser.skipChildren();
            }
            case "Paths" -> readPaths();
            default -> readOther(name);
        }
    }

    /** All entities of a file are of one version, and read by one import, which knows the ids given so far. */
    private void readVersion() throws IOException {
        int given = (int) count("Version", Integer.MAX_VALUE);
        if (entityImport == null) {
            version = given;
            entityImport = new EntityImport(version, report);
        } else {
            report.remark("Version is given twice; the first one counts");
        }
    }

    private void readEntities() throws IOException, WorldFileException {
        entitiesSeen = true;
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw notAWorld("\"Entities\" is not a list");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (++number > MAX_ENTITIES) {
                throw new WorldFileException(
                        Code.TOO_MANY_ENTITIES,
                        "more than " + MAX_ENTITIES + " entities (expected: at most so many); split the world");
            }
            String label = "entity " + number;
            JsonNode read = new EntityTreeReader(
                    parser,
                    member -> report.mended(label, "", member, "given twice", "the last one counts")).read();
            if (read == null) {
                report.leftOut(label, "", "entity", "more than 1 MiB", TOO_LARGE);
            } else if (!(read instanceof ObjectNode given)) {
                report.leftOut(label, "", "entity", Fault.shortened(read), "not an object");
            } else if (entityImport == null) {
                waiting.add(EntityJson.bytes(given.objectNode().put("n", number).set("e", given)));
            } else {
                entityImport.read(given, number).ifPresent(entities::add);
            }
        }
    }

    private void readWaiting() throws IOException {
        if (entityImport == null) {
            report.remark("the file has no Version; read as one of the first");
            entityImport = new EntityImport(0, report);
        }
        for (int i = 0; i < waiting.size(); i++) {
            byte[] json = waiting.set(i, null);
            if (json != null && MAPPER.readTree(json) instanceof ObjectNode kept
                    && kept.get("e") instanceof ObjectNode given) {
                entityImport.read(given, kept.path("n").asInt()).ifPresent(entities::add);
            }
        }
    }

    private long count(String name, long most) throws IOException {
        double given = parser.currentToken().isNumeric() ? parser.getDoubleValue() : Double.NaN;
        if (given >= 0 && given <= most) {
            return (long) given;
        }
        report.remark(name + " is not a number from 0 on; taken as 0");
        parser.skipChildren();
        return 0;
    }

    private void readPaths() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            report.remark("Paths is not an object; left out");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
            if (text && paths.size() < MAX_PATHS && parser.getTextLength() <= MAX_SMALL_CHARACTERS) {
                paths.put(name, parser.getText());
            } else {
                report.remark("the path \"" + (name.length() > 40 ? name.substring(0, 40) : name)
                        + "\" is not a text, or one too many; left out");
                parser.skipChildren();
            }
        }
    }

    private void readOther(String name) throws IOException {
        JsonNode small = new EntityTreeReader(parser, _ -> {}).read();
        boolean kept = small != null && others.size() < MAX_OTHERS && small.toString().length() <= MAX_SMALL_CHARACTERS;
        if (kept) {
            others.put(name, small);
        }
        report.remark("\"" + (name.length() > 40 ? name.substring(0, 40) : name) + "\" at the top of the file is not "
                + "part of the format; " + (kept ? "kept, not exported" : "left out"));
    }

    private void ignoreWhatFollows() {
        try {
            if (parser.nextToken() == null) {
                return;
            }
        } catch (IOException alsoSomething) {
            report.remark("what follows the world in the file cannot be read; ignored");
            return;
        }
        report.remark("something follows the world in the file; ignored");
    }

    private WorldFileException notAWorld(String why) {
        return new WorldFileException(
                Code.NOT_A_WORLD,
                "not a world file: " + why + " (expected: an object with \"Entities\" and \"Version\", as Overte "
                        + "exports it); choose another file");
    }
}
