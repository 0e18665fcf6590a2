// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.freehold.moderation.PlaceName;
import org.freehold.server.entity.EntityType;
import org.freehold.server.entity.Vec3;

/**
 * The zones of the world that have a name: the bounded places, which can be closed to somebody. Several of one name are one place. Where
 * a zone is, and how large, is looked up when it is asked, since zones may move. Owned by the world thread.
 */
final class Zones {
    /** A body is in a zone when its feet, its middle or its head are: metres above the soles. */
    private static final double[] BODY_METRES = {0.1, 0.9, 1.7};

    private static final double MIDDLE = 0.5;

    private enum Shape {
        BOX,
        ELLIPSOID,
        CYLINDER
    }

    /**
     * One of them.
     *
     * @param offset from where the entity is to the middle of its box, in parts of its size
     */
    private record Zone(String place, String name, Shape shape, Vec3 offset, WorldEntity entity) {}

    private final Map<UUID, Zone> byId = new HashMap<>();
    private final Map<String, List<Zone>> byPlace = new HashMap<>();
    private volatile SortedSet<String> names = new TreeSet<>();

    /** What they are called, as it is written; any thread. */
    Collection<String> names() {
        return names;
    }

    /** An entity is new, or has other properties than before. */
    void put(WorldEntity entity) {
        if (entity.type() != EntityType.ZONE) {
            return;
        }
        ObjectNode properties = entity.lastEncoded().properties();
        String name = properties.path("name").asText("").strip();
        Zone before = byId.get(entity.id());
        if (before != null) {
            forget(before);
        }
        if (!name.isEmpty()) {
            Zone zone = new Zone(
                    PlaceName.canonical(name), name, shape(properties.path("shapeType").asText("box")),
                    offset(properties.path("registrationPoint")), entity);
            byId.put(entity.id(), zone);
            byPlace.computeIfAbsent(zone.place(), place -> new ArrayList<>(1)).add(zone);
        }
        if (before != null || !name.isEmpty()) {
            rename();
        }
    }

    void remove(WorldEntity entity) {
        Zone gone = byId.get(entity.id());
        if (gone != null) {
            forget(gone);
            rename();
        }
    }

    /** The place as it is written. */
    String name(String place) {
        List<Zone> zones = byPlace.get(place);
        return zones == null ? place : zones.getFirst().name();
    }

    /** Whether somebody who stands there is in the place; {@code place} canonical, {@code soles} metres. */
    boolean holds(String place, Vec3 soles) {
        List<Zone> zones = byPlace.get(place);
        if (zones == null) {
            return false;
        }
        for (Zone zone : zones) {
            for (double above : BODY_METRES) {
                if (contains(zone, new Vec3(soles.x(), soles.y() + above, soles.z()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Spots right outside of the zones of a place, on the level of somebody who stands there, the nearest ways out first. */
    List<Vec3> waysOut(String place, Vec3 soles, double apartMetres) {
        List<Vec3> ways = new ArrayList<>();
        for (Zone zone : byPlace.getOrDefault(place, List.of())) {
            Vec3 size = zone.entity().lastEncoded().dimensions();
            Vec3 local = local(zone, soles);
            double alongX = size.x() / 2 + apartMetres;
            double alongZ = size.z() / 2 + apartMetres;
            for (Vec3 way : List.of(
                    new Vec3(alongX, local.y(), local.z()), new Vec3(-alongX, local.y(), local.z()),
                    new Vec3(local.x(), local.y(), alongZ), new Vec3(local.x(), local.y(), -alongZ))) {
                Vec3 there = zone.entity().rotation().rotate(way).plus(middle(zone));
                ways.add(new Vec3(there.x(), soles.y(), there.z()));
            }
        }
        ways.sort((one, other) -> Double.compare(one.minus(soles).length(), other.minus(soles).length()));
        return ways;
    }

    private static boolean contains(Zone zone, Vec3 point) {
        Vec3 size = zone.entity().lastEncoded().dimensions();
        Vec3 local = local(zone, point);
        double x = local.x() / size.x();
        double y = local.y() / size.y();
        double z = local.z() / size.z();
        return switch (zone.shape()) {
            case BOX -> Math.abs(x) <= MIDDLE && Math.abs(y) <= MIDDLE && Math.abs(z) <= MIDDLE;
            case ELLIPSOID -> x * x + y * y + z * z <= MIDDLE * MIDDLE;
            case CYLINDER -> x * x + z * z <= MIDDLE * MIDDLE && Math.abs(y) <= MIDDLE;
        };
    }

    /** In the axes of the zone, from its middle. */
    private static Vec3 local(Zone zone, Vec3 point) {
        return zone.entity().rotation().conjugate().rotate(point.minus(middle(zone)));
    }

    private static Vec3 middle(Zone zone) {
        Vec3 size = zone.entity().lastEncoded().dimensions();
        Vec3 offset = zone.offset();
        return zone.entity().position().plus(zone.entity().rotation().rotate(
                new Vec3(offset.x() * size.x(), offset.y() * size.y(), offset.z() * size.z())));
    }

    private static Shape shape(String shapeType) {
        if (shapeType.equals("sphere") || shapeType.equals("ellipsoid")) {
            return Shape.ELLIPSOID;
        }
        return shapeType.startsWith("cylinder") || shapeType.startsWith("capsule") ? Shape.CYLINDER : Shape.BOX;
    }

    private static Vec3 offset(JsonNode registration) {
        return new Vec3(
                MIDDLE - registration.path("x").asDouble(MIDDLE),
                MIDDLE - registration.path("y").asDouble(MIDDLE),
                MIDDLE - registration.path("z").asDouble(MIDDLE));
    }

    private void forget(Zone zone) {
        byId.remove(zone.entity().id());
        List<Zone> sameName = byPlace.getOrDefault(zone.place(), List.of());
        sameName.remove(zone);
        if (sameName.isEmpty()) {
            byPlace.remove(zone.place());
        }
    }

    private void rename() {
        SortedSet<String> now = new TreeSet<>();
        byId.values().forEach(zone -> now.add(zone.name()));
        names = now;
    }
}
