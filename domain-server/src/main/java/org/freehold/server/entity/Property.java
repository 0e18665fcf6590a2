// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.freehold.server.entity.PropertyKind.Bool;
import org.freehold.server.entity.PropertyKind.Choice;
import org.freehold.server.entity.PropertyKind.Group;
import org.freehold.server.entity.PropertyKind.Many;
import org.freehold.server.entity.PropertyKind.Num;
import org.freehold.server.entity.PropertyKind.Tuple;

/**
 * One property: its name in Overte, what it may be, and what it is when absent. The factories are what the tables are
 * written with.
 *
 * @param defaultValue null in JSON where absence has a meaning of its own, such as "as another property"
 */
record Property(String name, PropertyKind kind, JsonNode defaultValue) {
    /** Characters of a name. */
    static final int SHORT = 1024;

    /** Characters of an address; it may hold its content, as {@code data:}. */
    static final int ADDRESS = 1 << 18;

    /** Characters of a script or other content; the size of the whole entity is the narrower limit. */
    static final int LONG = 1 << 20;

    private static final int MANY = 1 << 16;

    static Property flag(String name, boolean otherwise) {
        return new Property(name, new Bool(), BooleanNode.valueOf(otherwise));
    }

    static Property number(String name, double otherwise) {
        return number(name, -Num.LARGEST, Num.LARGEST, otherwise);
    }

    static Property number(String name, double min, double max, double otherwise) {
        return new Property(name, new Num(min, max, false), DoubleNode.valueOf(otherwise));
    }

    /** A number without which another property counts. */
    static Property numberOrNone(String name, double min, double max) {
        return new Property(name, new Num(min, max, false), NullNode.instance);
    }

    static Property whole(String name, double min, double max, long otherwise) {
        return new Property(name, new Num(min, max, true), LongNode.valueOf(otherwise));
    }

    static Property text(String name, int maxCharacters, String otherwise) {
        return new Property(name, new PropertyKind.Text(maxCharacters), TextNode.valueOf(otherwise));
    }

    static Property url(String name) {
        return text(name, ADDRESS, "");
    }

    static Property id(String name) {
        return new Property(name, new PropertyKind.Id(), NullNode.instance);
    }

    /** The first name is the default. */
    static Property choice(String name, String... names) {
        return new Property(name, new Choice(List.of(names), null), TextNode.valueOf(names[0]));
    }

    static Property vec2(String name, double otherwise) {
        return tuple(name, Tuple.vec2(otherwise));
    }

    static Property vec3(String name, double otherwise) {
        return vec3(name, -Num.LARGEST, Num.LARGEST, otherwise);
    }

    static Property vec3(String name, double min, double max, double otherwise) {
        return tuple(name, Tuple.vec3(min, max, otherwise, otherwise, otherwise));
    }

    static Property quat(String name) {
        return tuple(name, Tuple.quat(0, 0, 0, 1));
    }

    static Property colour(String name, int red, int green, int blue) {
        return tuple(name, Tuple.colour(true, red, green, blue));
    }

    static Property white(String name) {
        return colour(name, 255, 255, 255);
    }

    static Property tuple(String name, Tuple kind) {
        return new Property(name, kind, kind.defaultValue());
    }

    static Property list(String name, PropertyKind each) {
        return new Property(name, new Many(each, MANY), JsonNodeFactory.instance.arrayNode());
    }

    static Property group(String name, Property... members) {
        return new Property(name, new Group(byName(Arrays.asList(members))), JsonNodeFactory.instance.objectNode());
    }

    static Map<String, Property> byName(Iterable<Property> properties) {
        Map<String, Property> all = new LinkedHashMap<>();
        for (Property property : properties) {
            all.put(property.name(), property);
        }
        return Map.copyOf(all);
    }
}
