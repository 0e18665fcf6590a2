// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.freehold.server.entity.Entity;
import org.jspecify.annotations.Nullable;

/**
 * What a world file says.
 *
 * @param entities in the order of the file; children may come before their parents, and a parent may be missing
 */
public record WorldFile(Header header, List<Entity> entities) {

    public WorldFile {
        entities = List.copyOf(entities);
    }

    /**
     * All but the entities.
     *
     * @param id of the world, as Overte counts worlds; null when the file names none
     * @param version of the format when the file was written; 0 when the file names none
     * @param dataVersion how often the world had been saved
     * @param paths places by name, such as {@code "/"} for the entry, each {@code "/x,y,z/qx,qy,qz,qw"}
     * @param others what else stood at the top of the file
     */
    public record Header(
            @Nullable UUID id,
            int version,
            long dataVersion,
            Map<String, String> paths,
            Map<String, JsonNode> others) {

        public Header {
            paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
            others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        }

        /** Of a world of our own: the paths and nothing more. */
        public static Header of(Map<String, String> paths) {
            return new Header(null, WorldFileWriter.VERSION, 0, paths, Map.of());
        }
    }
}
