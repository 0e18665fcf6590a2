// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.freehold.server.entity.Json.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EntityTest {
    private static final String ID = "'id':'{0f6f2c1e-7c4e-4d0a-9a55-0d0b1f6a2b3c}'";

    @Test
    void readsWhatTheWorldWorksWith() {
        Entity entity = entity("{" + ID + ",'type':'Model','userData':'{\"a\":[1]}','grab':{'position':{'x':9}},"
                + "'parentID':'{AAAAAAAA-2222-3333-4444-555555555555}','position':{'z':3,'x':1,'w':{'x':8}},"
                + "'rotation':{'x':0,'y':2,'z':0,'w':0},'velocity':{'y':4},'angularVelocity':{'y':5},"
                + "'acceleration':{'y':6},'damping':0.1,'angularDamping':0.2,'dimensions':{'x':2,'y':3,'z':4},"
                + "'locked':true,'created':1500000000000000,'lifetime':12.5}");

        assertEquals(EntityType.MODEL, entity.type());
        assertEquals(UUID.fromString("aaaaaaaa-2222-3333-4444-555555555555"), entity.parentId());
        assertEquals(
                new Motion(new Vec3(1, 0, 3), new Quat(0, 1, 0, 0), new Vec3(0, 4, 0), new Vec3(0, 5, 0),
                        new Vec3(0, 6, 0), 0.1, 0.2),
                entity.motion());
        assertEquals(new Vec3(2, 3, 4), entity.dimensions());
        assertEquals(1500000000000000L, entity.createdMicros());
        assertEquals(12.5, entity.lifetimeSeconds());
    }

    @Test
    void whatIsAbsentOrWrongHasItsDefault() {
        Entity entity = entity("{" + ID + ",'type':'Box','position':[1,[2],3],'rotation':7,'locked':{'a':1},"
                + "'lifetime':'long','dimensions':{'x':1e999},'parentID':'{00000000-0000-0000-0000-000000000000}'}");

        assertSame(Vec3.ZERO, entity.motion().position());
        assertSame(Quat.IDENTITY, entity.motion().rotation());
        assertEquals(new Vec3(0.1, 0.1, 0.1), entity.dimensions());
        assertEquals(-1, entity.lifetimeSeconds());
        assertNull(entity.parentId());
    }

    @Test
    void refusesWhatIsNoEntity() {
        assertThrows(IllegalArgumentException.class, () -> entity("{'type':'Box'}"));
        assertThrows(IllegalArgumentException.class, () -> entity("{" + ID + ",'type':'Blob'}"));
        assertThrows(UncheckedIOException.class, () -> EntityJson.entity("[]".getBytes(StandardCharsets.UTF_8)));
        assertThrows(UncheckedIOException.class, () -> EntityJson.entity("{\"a".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void movesWithoutLosingOtherProperties() {
        Entity before = entity("{" + ID + ",'type':'Box','mine':[1],'position':{'x':1,'y':1,'z':1}}");
        Motion moved = new Motion(new Vec3(4, 5, 6), new Quat(0, 1, 0, 0), new Vec3(1, 0, 0), Vec3.ZERO, Vec3.ZERO,
                Motion.DEFAULT_DAMPING, Motion.DEFAULT_DAMPING);

        Entity after = before.withMotion(before.motion()).withMotion(moved);

        assertEquals(moved, after.motion());
        assertEquals(moved, EntityJson.entity(after.json()).motion());
        assertEquals(1, after.properties().path("mine").path(0).asInt());
        assertEquals(1, before.properties().path("position").path("x").asInt(), "the one before is as it was");
    }

    private static Entity entity(String json) {
        return EntityJson.entity(object(json));
    }
}
