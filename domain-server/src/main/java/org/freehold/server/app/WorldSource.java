// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.freehold.server.storage.WorldMeta;

/**
 * Where the world of a data directory came from; kept beside it, so that a later start can tell whether it is asked for the same
 * world, and whether anybody has built in it since.
 *
 * @param name the file's, for people
 * @param sha256 of the file, in hexadecimal
 * @param entities how many it had
 * @param imported when it was put in
 */
record WorldSource(String name, String sha256, long entities, Instant imported) {
    private static final String PREFIX = "freehold.source.";
    private static final String NAME = PREFIX + "name";
    private static final String SHA256 = PREFIX + "sha256";
    private static final String ENTITIES = PREFIX + "entities";
    private static final String IMPORTED = PREFIX + "imported";

    /** What was noted in a world; empty for one that nothing was ever put in. */
    static Optional<WorldSource> of(WorldMeta meta) {
        Map<String, String> noted = meta.other();
        String name = noted.get(NAME);
        String sha256 = noted.get(SHA256);
        String entities = noted.get(ENTITIES);
        String imported = noted.get(IMPORTED);
        return name == null || sha256 == null || entities == null || imported == null
                ? Optional.empty()
                : Optional.of(new WorldSource(name, sha256, Long.parseLong(entities), Instant.parse(imported)));
    }

    /** The same with this source noted. */
    WorldMeta noteIn(WorldMeta meta) {
        Map<String, String> noted = new HashMap<>(meta.other());
        noted.put(NAME, name);
        noted.put(SHA256, sha256);
        noted.put(ENTITIES, Long.toString(entities));
        noted.put(IMPORTED, imported.toString());
        return new WorldMeta(meta.id(), meta.dataVersion(), meta.paths(), noted);
    }
}
