// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a world file says beside its entities.
 *
 * @param id the world's own id, kept from where it was first made; null until one was given
 * @param dataVersion how often it was saved, as world files count
 * @param paths named viewpoints in the order of the world's file: name to {@code /x,y,z/qx,qy,qz,qw}
 * @param other what else an import brought, by name
 */
public record WorldMeta(@Nullable UUID id, long dataVersion, Map<String, String> paths, Map<String, String> other) {

    /** Of a world that nothing is known about. */
    public static final WorldMeta EMPTY = new WorldMeta(null, 0, Map.of(), Map.of());

    public WorldMeta {
        paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
        other = Map.copyOf(other);
    }
}
