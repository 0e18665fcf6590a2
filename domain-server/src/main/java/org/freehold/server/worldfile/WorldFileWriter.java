// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityId;

/** Writes a world file that Overte reads, one entity to a line, as a stream. */
public final class WorldFileWriter {
    /**
     * The format written: the newest of which Overte's reader is known to read files. All steps of its importer lie
     * below, so it takes every value as it stands; a higher number would promise changes that nobody here knows.
     */
    public static final int VERSION = 140;

    private static final JsonMapper MAPPER = new JsonMapper();

    private WorldFileWriter() {}

    /**
     * Writes plain JSON; for a packed file give it a {@link java.util.zip.GZIPOutputStream}.
     *
     * @param out flushed, not closed; should be buffered
     * @param header whose {@code version} and {@code others} are not written: Overte refuses a file with a top-level
     *     member that it does not know
     * @param entities written in this order
     * @throws IOException when {@code out} does
     */
    public static void write(OutputStream out, WorldFile.Header header, Iterable<Entity> entities) throws IOException {
        ObjectNode top = MAPPER.createObjectNode();
        top.put("Version", VERSION).put("DataVersion", header.dataVersion());
        if (header.id() != null) {
            top.put("Id", EntityId.text(header.id()));
        }
        if (!header.paths().isEmpty()) {
            ObjectNode paths = top.putObject("Paths");
            header.paths().forEach(paths::put);
        }
        byte[] opening = MAPPER.writeValueAsBytes(top);
        out.write(opening, 0, opening.length - 1);
        out.write(ascii(",\n\"Entities\":["));
        String separator = "\n";
        for (Entity entity : entities) {
            out.write(ascii(separator));
            out.write(entity.json());
            separator = ",\n";
        }
        out.write(ascii("\n]}\n"));
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
