// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.freehold.server.entity.Json.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PropertyTableTest {
    private final List<Fault> faults = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(EntityType.class)
    void everyTypeHasTheCommonPropertiesAndItsOwn(EntityType type) {
        assertTrue(PropertyTable.isKnown(type, "position"));
        assertTrue(PropertyTable.isKnown(type, switch (type) {
            case BOX, SPHERE, SHAPE -> "shape";
            case MODEL -> "modelURL";
            case TEXT -> "text";
            case IMAGE -> "imageURL";
            case WEB -> "sourceUrl";
            case LIGHT -> "cutoff";
            case ZONE -> "keyLight";
            case MATERIAL -> "materialData";
            case PARTICLE_EFFECT -> "maxParticles";
            case PROCEDURAL_PARTICLE_EFFECT -> "numParticles";
            case POLY_VOX -> "voxelData";
            case LINE -> "linePoints";
            case POLY_LINE -> "strokeWidths";
            case GRID -> "majorGridEvery";
            case GIZMO -> "ring";
            case SOUND -> "soundURL";
        }));
        assertFalse(PropertyTable.isKnown(type, "unheardOf"));
    }

    @ParameterizedTest
    @EnumSource(EntityType.class)
    void everyDefaultIsItselfAValidValue(EntityType type) {
        for (String name : PropertyTable.names(type)) {
            JsonNode value = PropertyTable.defaultValue(type, name);
            if (!value.isNull()) {
                JsonNode accepted = PropertyTable.accept(type, name, value, Faults.strict(faults::add));

                assertEquals(List.of(), faults, name);
                assertSame(value, accepted, name + " is in its stored form");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "visible      | 0                              | false",
            "visible      | 1                              | true",
            "position     | {'x':1,'y':2,'z':3,'red':1,'green':2,'blue':3} | {'x':1,'y':2,'z':3}",
            "position     | {'red':1,'green':2,'blue':3}   | {'x':1,'y':2,'z':3}",
            "position     | {'x':1,'y':2}                  | {'x':1,'y':2,'z':0.0}",
            "dimensions   | {'x':1,'y':null,'z':3}         | {'x':1,'y':0.1,'z':3}",
            "color        | {'x':1,'y':2,'z':3}            | {'red':1,'green':2,'blue':3}",
            "color        | {'red':1.0,'green':2,'blue':3} | {'red':1,'green':2,'blue':3}",
            "shape        | 'cYLinder'                     | 'Cylinder'",
            "created      | 1.5e15                         | 1500000000000000"})
    void anOlderSpellingIsNoFaultInAFile(String name, String given, String stored) {
        assertEquals(json(stored).toString(), String.valueOf(leniently(name, given)));
        assertEquals(List.of(), faults);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "locked            | 1645661305204251     | true",
            "locked            | 'FALSE'              | false",
            "restitution       | 5                    | 0.9900000095367432",
            "dimensions        | {'x':0,'y':1,'z':1}  | {'x':0.0010000000474974513,'y':1,'z':1}",
            "position          | [1,2,3]              | {'x':1,'y':2,'z':3}",
            "position          | {'x':'4.5','y':1,'z':1} | {'x':4.5,'y':1,'z':1}",
            "position          | {'x':'up','y':1,'z':1} | {'x':0.0,'y':1,'z':1}",
            "parentJointIndex  | 7.6                  | 8",
            "shape             | 'Teapot'             | 'Sphere'",
            "name              | 12                   | '12'",
            "tags              | ['a',7]              | ['a','7']",
            "grab              | {'grabbable':'no','triggerable':true,'x':1} | {'triggerable':true,'x':1}"})
    void aFaultInAFileIsMendedAndReported(String name, String given, String stored) {
        assertEquals(json(stored).toString(), String.valueOf(leniently(name, given)));
        assertEquals(1, faults.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "renderLayer  | 'attic'", "position | 'here'", "position | [1,2]", "rotation | {'x':0,'y':0,'z':0,'w':0}",
            "parentID     | 'mother'", "locked | 'maybe'", "alpha | 'half'", "tags | 7", "grab | 'yes'",
            "unheardOf    | [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "lifetime | '1e999'"})
    void whatCannotBeMendedIsLeftOutAndReported(String name, String given) {
        assertNull(leniently(name, given));
        assertEquals("left out", faults.getFirst().instead());
    }

    @Test
    void saysWhereTheFaultIs() {
        PropertyTable.accept(EntityType.ZONE, "keyLight", json("{'color':{'red':999}}"), Faults.lenient(faults::add));

        assertEquals(
                List.of("keyLight.color.red: 999 (expected: a whole number from 0 to 255)"),
                faults.stream().map(Fault::message).toList());
    }

    @Test
    void showsOnlyTheBeginningOfALongValue() {
        leniently("name", "'" + "n".repeat(5000) + "'");
        leniently("color", "[" + "1,".repeat(5000) + "1]");

        assertEquals("\"" + "n".repeat(60) + "...\"", faults.get(0).value());
        assertEquals("a list of 5001", faults.get(1).value());
    }

    private @Nullable JsonNode leniently(String name, String value) {
        return PropertyTable.accept(EntityType.SHAPE, name, json(value), Faults.lenient(faults::add));
    }
}
