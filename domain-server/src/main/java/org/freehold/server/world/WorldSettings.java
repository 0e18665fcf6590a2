// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

/**
 * What an owner decides about a world.
 *
 * @param tickHz ticks a second, 1 to 120
 * @param maxEntities how many entities the world may hold, at least 1
 */
public record WorldSettings(int tickHz, int maxEntities) {
    /** 30 ticks a second, a million entities. */
    public static final WorldSettings DEFAULT = new WorldSettings(30, 1_000_000);

    public WorldSettings {
        if (tickHz < 1 || tickHz > 120) {
            throw new IllegalArgumentException("tickHz: " + tickHz + " (expected: 1 to 120)");
        }
        if (maxEntities < 1) {
            throw new IllegalArgumentException("maxEntities: " + maxEntities + " (expected: at least 1)");
        }
    }
}
