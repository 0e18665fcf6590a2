// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.freehold.server.entity.Json.json;
import static org.freehold.server.entity.Json.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Edits of every property with values of every kind: each is done or refused, and what is done is valid. */
final class EntityEditFuzz {
    private static final int ROUNDS = 20_000;

    private static final List<JsonNode> VALUES = List.of(
            json("null"), json("true"), json("0"), json("1"), json("-1"), json("0.5"), json("1e999"), json("-1e999"),
            json("1e308"), json("4e38"), json("12345678901234567890123"), json("9007199254740993"), json("''"),
            json("'inherit'"), json("'Cube'"), json("'{11111111-2222-3333-4444-555555555555}'"), json("'\\u0000'"),
            json("'\\ud800'"), json("{}"), json("[]"), json("[null]"), json("[[]]"), json("{'x':1}"),
            json("{'x':1,'y':2,'z':3}"), json("{'x':1,'y':2,'z':3,'w':4}"), json("{'x':{'x':null}}"),
            json("{'red':1,'green':2,'blue':3}"), json("{'x':0,'y':0,'z':0,'w':0}"), json("{'x':1e999}"),
            json("{'color':{'red':7}}"), json("{'':''}"));

    @Test
    void everyEditIsDoneOrRefused() {
        Random random = new Random(42);
        EntityType[] types = EntityType.values();
        int done = 0;
        for (int round = 0; round < ROUNDS; round++) {
            EntityType type = types[random.nextInt(types.length)];
            ObjectNode base = object("{'type':'" + type.typeName() + "'}");
            Entity before = ((EntityEdit.Done) EntityEdit.create(new UUID(1, round), base, 1)).entity();
            ObjectNode patch = anyPatch(type, random);
            switch (EntityEdit.change(before, patch, 2)) {
                case EntityEdit.Done accepted -> {
                    done++;
                    assertValid(before, accepted);
                }
                case EntityEdit.Invalid refused -> assertTrue(
                        refused.message().contains("expected: ") && refused.message().length() < 500,
                        refused.message());
            }
        }
        assertTrue(done > ROUNDS / 50, done + " edits were done");
    }

    private static void assertValid(Entity before, EntityEdit.Done done) {
        ObjectNode stored = done.entity().properties();
        List<Fault> faults = new ArrayList<>();
        for (var member : stored.properties()) {
            JsonNode again = PropertyTable.accept(
                    before.type(), member.getKey(), member.getValue(), Faults.strict(faults::add));
            assertEquals(member.getValue(), again, member.getKey());
        }
        assertEquals(List.of(), faults);

        ObjectNode seenByOthers = before.properties();
        MergePatch.apply(seenByOthers, done.change());
        assertEquals(stored, json(seenByOthers.toString()), "what others make of the change");
    }

    private static ObjectNode anyPatch(EntityType type, Random random) {
        List<String> names = PropertyTable.names(type);
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            String name = random.nextInt(20) == 0 ? "unheardOf" : names.get(random.nextInt(names.size()));
            JsonNode value = VALUES.get(random.nextInt(VALUES.size()));
            JsonNode known = PropertyTable.defaultValue(type, name);
            patch.set(name, random.nextInt(3) == 0 && !known.isNull() ? known : value.deepCopy());
        }
        return patch;
    }
}
