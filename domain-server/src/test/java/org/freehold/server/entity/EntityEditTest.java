// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.freehold.server.entity.Json.json;
import static org.freehold.server.entity.Json.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.freehold.server.entity.EntityEdit.Done;
import org.freehold.server.entity.EntityEdit.Invalid;
import org.freehold.server.entity.EntityEdit.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EntityEditTest {
    private static final UUID ID = UUID.fromString("0f6f2c1e-7c4e-4d0a-9a55-0d0b1f6a2b3c");

    @Test
    void makesAnEntityOfWhatWasAsked() {
        Entity entity = created("{'type':'Box','position':{'x':1,'y':2,'z':3},'locked':true,'lifetime':60}").entity();

        assertEquals(ID, entity.id());
        assertEquals(EntityType.BOX, entity.type());
        assertEquals(new Vec3(1, 2, 3), entity.motion().position());
        assertTrue(entity.locked());
        assertEquals(60, entity.lifetimeSeconds());
        assertEquals(1000, entity.createdMicros());
    }

    @Test
    void takesIdAndTimesFromTheServerAndNoAuthorFromAnybody() {
        ObjectNode stored = created("{'type':'Box','id':'nonsense','created':5,'lastEdited':6,"
                + "'lastEditedBy':'{11111111-2222-3333-4444-555555555555}'}").entity().properties();

        assertEquals(
                object("{'id':'{" + ID + "}','type':'Box','created':1000,'lastEdited':1000}").toString(),
                stored.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'type':'box'}", "{'type':7}", "{'type':null}", "{'type':['Box']}"})
    void refusesANewEntityWithoutAType(String asked) {
        Invalid invalid = assertInstanceOf(Invalid.class, EntityEdit.create(ID, object(asked), 1));

        assertEquals(Reason.BAD_VALUE, invalid.reason());
        assertTrue(invalid.message().startsWith("type: "), invalid.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'position':{'x':'left'}}             | position.x: \"left\" (expected: a number from -16384 to 16384)",
            "{'position':{'y':16385}}              | position.y: 16385 (expected: a number from -16384 to 16384)",
            "{'position':[1,2,3]}                  | position: [1,2,3] (expected: a vector with x, y, z, each a number from -16384 to 16384)",
            "{'position':7}                        | position: 7 (expected: a vector with x, y, z, each a number from -16384 to 16384)",
            "{'dimensions':{'x':-1}}               | dimensions.x: -1 (expected: a number from 0.001 to 32768)",
            "{'dimensions':{'z':40000}}            | dimensions.z: 40000 (expected: a number from 0.001 to 32768)",
            "{'rotation':{'x':0,'y':0,'z':0,'w':0}}| rotation: {\"x\":0,\"y\":0,\"z\":0,\"w\":0} (expected: a quaternion other than zero with x, y, z, w, each a number)",
            "{'visible':1}                         | visible: 1 (expected: true or false)",
            "{'visible':'true'}                    | visible: \"true\" (expected: true or false)",
            "{'name':7}                            | name: 7 (expected: text of at most 1024 characters)",
            "{'color':{'red':256}}                 | color.red: 256 (expected: a whole number from 0 to 255)",
            "{'color':{'red':1.5}}                 | color.red: 1.5 (expected: a whole number from 0 to 255)",
            "{'renderLayer':'top'}                 | renderLayer: \"top\" (expected: one of world, front, hud)",
            "{'shape':'Blob'}                      | shape: \"Blob\" (expected: one of Triangle, Quad, Hexagon, Octagon, Circle, Cube, Sphere, Tetrahedron, Octahedron, Dodecahedron, Icosahedron, Torus, Cone, Cylinder)",
            "{'parentID':'here'}                   | parentID: \"here\" (expected: a UUID such as \"{8a3c5e1f-0b2d-4f6a-9c7e-1d3b5f7a9c0e}\")",
            "{'renderWithZones':['here']}          | renderWithZones.0: \"here\" (expected: a UUID such as \"{8a3c5e1f-0b2d-4f6a-9c7e-1d3b5f7a9c0e}\")",
            "{'grab':{'grabbable':'yes'}}          | grab.grabbable: \"yes\" (expected: true or false)",
            "{'grab':true}                         | grab: true (expected: an object)"})
    void refusesAValueOfTheWrongKind(String patch, String message) {
        Invalid invalid = refused(patch);

        assertEquals(message, invalid.message());
        assertEquals(Reason.BAD_VALUE, invalid.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'position':{'x':1e999}}", "{'lifetime':-1e999}", "{'mine':{'deep':[1,[1e999]]}}",
            "{'grab':{'mine':1e999}}", "{'alpha':1e400}"})
    void refusesNumbersBeyondTheRangeOfADouble(String patch) {
        assertEquals(Reason.NOT_FINITE, refused(patch).reason());
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        String deep = "{'mine':" + "[".repeat(20) + "]".repeat(20) + "}";

        assertEquals(Reason.BAD_VALUE, refused(deep).reason());
    }

    @Test
    void refusesTextThatIsTooLong() {
        assertEquals(Reason.BAD_VALUE, refused("{'name':'" + "n".repeat(1025) + "'}").reason());
        assertEquals(Reason.BAD_VALUE, refused("{'" + "n".repeat(257) + "':1}").reason());
    }

    @Test
    void refusesAnEntityThatWouldBeTooLarge() {
        String half = "x".repeat(600_000);

        assertEquals(Reason.TOO_LARGE, refused("{'userData':'" + half + "','script':'" + half + "'}").reason());
    }

    @Test
    void nullGivesAPropertyItsDefaultBack() {
        Entity before = created("{'type':'Box','position':{'x':1,'y':2,'z':3},'name':'a'}").entity();

        Done done = changed(before, "{'position':null,'name':null}");

        assertEquals(Vec3.ZERO, done.entity().motion().position());
        assertFalse(done.entity().properties().has("name"));
        assertTrue(done.change().get("name").isNull(), "others are told");
    }

    @Test
    void aPartOfAGroupIsMergedAndTravelsAsThatPart() {
        Entity before =
                created("{'type':'Zone','keyLight':{'intensity':2,'color':{'red':1,'green':2,'blue':3}}}").entity();

        Done done = changed(before, "{'keyLight':{'color':{'green':9}}}");

        assertEquals(
                json("{'intensity':2,'color':{'red':1,'green':9,'blue':3}}"),
                done.entity().properties().get("keyLight"));
        assertEquals(json("{'color':{'green':9}}"), done.change().get("keyLight"));
    }

    @Test
    void aPartOfAVectorThatWasAbsentIsCompletedWithTheDefault() {
        Done done = changed(created("{'type':'Box'}").entity(), "{'dimensions':{'x':5}}");

        assertEquals(new Vec3(5, 0.1, 0.1), done.entity().dimensions());
        assertEquals(json("{'x':5,'y':0.1,'z':0.1}"), done.change().get("dimensions"));
    }

    @Test
    void storesNamesAndIdsInOneSpelling() {
        ObjectNode stored = created("{'type':'Shape','shape':'CUBE','renderLayer':'Front',"
                + "'parentID':'AAAAAAAA-2222-3333-4444-555555555555'}").entity().properties();

        assertEquals("Cube", stored.path("shape").asText());
        assertEquals("front", stored.path("renderLayer").asText());
        assertEquals("{aaaaaaaa-2222-3333-4444-555555555555}", stored.path("parentID").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "'{00000000-0000-0000-0000-000000000000}'"})
    void noParentIsSaidInSeveralWays(String none) {
        Entity before = created("{'type':'Box','parentID':'{aaaaaaaa-2222-3333-4444-555555555555}'}").entity();

        Done done = changed(before, "{'parentID':" + none + "}");

        assertNull(done.entity().parentId());
        assertTrue(done.change().get("parentID").isNull());
    }

    @Test
    void whatCannotBeChangedStays() {
        Entity before = created("{'type':'Box'}").entity();

        Done done = changed(before, "{'id':'x','type':'Sphere','created':null,'lastEdited':7,'lastEditedBy':9}");

        assertEquals(EntityType.BOX, done.entity().type());
        assertEquals(1000, done.entity().createdMicros());
        assertEquals(object("{'id':'{" + ID + "}','lastEdited':2000}").toString(), done.change().toString());
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        Done done = changed(created("{'type':'Box','mine':{'a':[1,2]}}").entity(), "{'mine':{'b':true}}");

        assertEquals(json("{'a':[1,2],'b':true}"), done.entity().properties().get("mine"));
    }

    @Test
    void leavesThePatchAndTheEntityBeforeAsTheyWere() {
        Entity before = created("{'type':'Box','color':{'red':1,'green':2,'blue':3}}").entity();
        String was = before.properties().toString();
        ObjectNode patch = object("{'color':{'red':9},'id':'x','shape':'cube','mine':[1]}");
        String asked = patch.toString();

        assertInstanceOf(Done.class, EntityEdit.change(before, patch, 2000));

        assertEquals(was, before.properties().toString());
        assertEquals(asked, patch.toString());
    }

    private static Done created(String asked) {
        return assertInstanceOf(Done.class, EntityEdit.create(ID, object(asked), 1000));
    }

    private static Done changed(Entity before, String patch) {
        return assertInstanceOf(Done.class, EntityEdit.change(before, object(patch), 2000));
    }

    private static Invalid refused(String patch) {
        Entity box = created("{'type':'Box'}").entity();
        return assertInstanceOf(Invalid.class, EntityEdit.change(box, object(patch), 2000));
    }
}
