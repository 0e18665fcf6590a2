// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.freehold.server.entity.Json.json;
import static org.freehold.server.entity.Json.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MergePatchTest {

    /** Those of RFC 7396, appendix A, whose target and patch are objects. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{'a':'b'} | {'a':'c'} | {'a':'c'}",
            "{'a':'b'} | {'b':'c'} | {'a':'b','b':'c'}",
            "{'a':'b'} | {'a':null} | {}",
            "{'a':'b','b':'c'} | {'a':null} | {'b':'c'}",
            "{'a':['b']} | {'a':'c'} | {'a':'c'}",
            "{'a':'c'} | {'a':['b']} | {'a':['b']}",
            "{'a':{'b':'c'}} | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
            "{'a':[{'b':'c'}]} | {'a':[1]} | {'a':[1]}",
            "{'e':null} | {'a':1} | {'e':null,'a':1}",
            "{} | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}"})
    void doesWhatTheStandardSays(String target, String patch, String expected) {
        ObjectNode changed = object(target);

        MergePatch.apply(changed, object(patch));

        assertEquals(json(expected), changed);
    }

    @Test
    void anEmptyPatchChangesNothing() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            ObjectNode target = anyObject(random, 3);
            ObjectNode changed = target.deepCopy();

            MergePatch.apply(changed, object("{}"));

            assertEquals(target, changed);
        }
    }

    @Test
    void doingItTwiceIsTheSameAsOnce() {
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            ObjectNode patch = anyObject(random, 3);
            ObjectNode once = anyObject(random, 3);
            MergePatch.apply(once, patch.deepCopy());
            ObjectNode twice = once.deepCopy();

            MergePatch.apply(twice, patch.deepCopy());

            assertEquals(once, twice, patch::toString);
        }
    }

    @Test
    void aTopLevelMemberIsWhatThePatchSaysOrWhatItWas() {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            ObjectNode target = anyObject(random, 2);
            ObjectNode patch = anyObject(random, 2);
            ObjectNode changed = target.deepCopy();
            String asked = patch.toString();

            MergePatch.apply(changed, patch);

            assertEquals(asked, patch.toString(), "the patch is not changed");
            for (String name : new String[] {"a", "b", "c", "d"}) {
                JsonNode wanted = patch.get(name);
                if (wanted == null) {
                    assertEquals(target.get(name), changed.get(name));
                } else if (wanted.isNull()) {
                    assertEquals(null, changed.get(name));
                } else if (!wanted.isObject()) {
                    assertEquals(wanted, changed.get(name));
                }
            }
        }
    }

    private static ObjectNode anyObject(Random random, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.set("abcd".substring(i - 1, i), anything(random, depth));
        }
        return object;
    }

    private static JsonNode anything(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> JsonNodeFactory.instance.nullNode();
            case 1 -> JsonNodeFactory.instance.numberNode(random.nextInt(10));
            case 2 -> JsonNodeFactory.instance.arrayNode().add(random.nextInt(10)).addNull();
            default -> anyObject(random, depth - 1);
        };
    }
}
