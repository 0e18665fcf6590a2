// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;

/**
 * The named viewpoints of a world.
 *
 * @param entryPosition where people arrive, metres
 * @param entryRotation where they look
 * @param places in the order of the world's file: name to {@code /x,y,z/qx,qy,qz,qw}
 */
public record Places(Vec3 entryPosition, Quat entryRotation, Map<String, String> places) {
    /** Overte's name of the path where people arrive. */
    private static final String ENTRY = "/";

    public Places {
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    }

    /**
     * The places of Overte's {@code Paths}: the entry is the one named {@code /}, or the middle of the world when there is none that
     * can be read.
     *
     * @param paths name, with or without a slash before it, to {@code /x,y,z/qx,qy,qz,qw}, of which the rotation may be absent
     */
    public static Places of(Map<String, String> paths) {
        Map<String, String> named = new LinkedHashMap<>();
        paths.forEach((name, viewpoint) -> {
            String plain = name.startsWith("/") ? name.substring(1) : name;
            if (!plain.isEmpty()) {
                named.put(plain, viewpoint);
            }
        });
        String[] entry = paths.getOrDefault(ENTRY, "").split("/", -1);
        Vec3 position = entry.length > 1
                ? numbers(entry[1], 3).map(xyz -> new Vec3(xyz[0], xyz[1], xyz[2])).orElse(Vec3.ZERO)
                : Vec3.ZERO;
        Quat rotation = entry.length > 2
                ? numbers(entry[2], 4)
                        .map(q -> new Quat(q[0], q[1], q[2], q[3]).normalized())
                        .orElse(Quat.IDENTITY)
                : Quat.IDENTITY;
        return new Places(position, rotation, named);
    }

    private static Optional<double[]> numbers(String text, int count) {
        String[] parts = text.split(",", -1);
        if (parts.length != count) {
            return Optional.empty();
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            try {
                numbers[i] = Double.parseDouble(parts[i].strip());
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
            if (!(Math.abs(numbers[i]) <= Simulation.WORLD_METRES)) {
                return Optional.empty();
            }
        }
        return Optional.of(numbers);
    }
}
