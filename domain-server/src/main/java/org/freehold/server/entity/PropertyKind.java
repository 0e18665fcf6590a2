// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What values a property may have. Each kind judges a value and brings it into the one form that is stored. */
sealed interface PropertyKind {

    /**
     * The value in its stored form; the very same node when nothing had to change. Null when the property is to have
     * its default.
     *
     * @param value not changed, whatever comes of it
     * @param faults is told what is wrong with the value; nothing for another spelling of the same
     */
    @Nullable
    JsonNode accept(JsonNode value, Faults faults);

    /** For people: what a right value looks like. */
    String expected();

    /** True when a check found nothing to change: it gives back the very node it was given, which is quick to see. */
    @SuppressWarnings("ReferenceEquality")
    static boolean isUntouched(JsonNode given, @Nullable JsonNode accepted) {
        return given == accepted;
    }

    /** True or false; in old files 1 or 0. */
    record Bool() implements PropertyKind {
        @Override
        public @Nullable JsonNode accept(JsonNode value, Faults faults) {
            if (value.isBoolean()) {
                return value;
            }
            if (value.isNumber()) {
                double number = value.doubleValue();
                JsonNode meant = BooleanNode.valueOf(number != 0);
                boolean oldSpelling = faults.isLenient() && (number == 0 || number == 1);
                return oldSpelling ? meant : faults.repaired(value, expected(), meant);
            }
            return switch (value.asText().toLowerCase(Locale.ROOT)) {
                case "true" -> faults.repaired(value, expected(), BooleanNode.TRUE);
                case "false" -> faults.repaired(value, expected(), BooleanNode.FALSE);
                default -> faults.leftOut(value, expected());
            };
        }

        @Override
        public String expected() {
            return "true or false";
        }
    }

    /** A finite number within bounds, both included. */
    record Num(double min, double max, boolean whole) implements PropertyKind {
        /** The largest number of Overte, which computes with 32 bits. */
        static final double LARGEST = Float.MAX_VALUE;

        private static final Pattern NUMERAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][-+]?[0-9]{1,3})?");

        @Override
        public @Nullable JsonNode accept(JsonNode value, Faults faults) {
            if (!value.isNumber()) {
                return fromText(value, faults);
            }
            double number = value.doubleValue();
            if (number >= min && number <= max && (!whole || value.isIntegralNumber())) {
                return value;
            }
            if (!Double.isFinite(number)) {
                return faults.leftOut(value, expected());
            }
            JsonNode fitted = fitted(number);
            return fitted.doubleValue() == number ? fitted : faults.repaired(value, expected(), fitted);
        }

        private @Nullable JsonNode fromText(JsonNode value, Faults faults) {
            if (value.isTextual() && NUMERAL.matcher(value.textValue()).matches()) {
                double number = Double.parseDouble(value.textValue());
                if (Double.isFinite(number)) {
                    return faults.repaired(value, expected(), fitted(number));
                }
            }
            return faults.leftOut(value, expected());
        }

        private JsonNode fitted(double number) {
            double within = Math.clamp(number, min, max);
            return whole ? LongNode.valueOf(Math.round(within)) : DoubleNode.valueOf(within);
        }

        @Override
        public String expected() {
            String what = whole ? "a whole number" : "a number";
            return max >= LARGEST ? what : what + " from " + plain(min) + " to " + plain(max);
        }

        private static String plain(double bound) {
            return bound == Math.rint(bound) && Math.abs(bound) < 1e18
                    ? Long.toString((long) bound)
                    : Float.toString((float) bound);
        }
    }

    /** Text of at most so many characters. */
    record Text(int maxCharacters) implements PropertyKind {
        @Override
        public @Nullable JsonNode accept(JsonNode value, Faults faults) {
            if (!value.isTextual()) {
                // Some writers put JSON where Overte has JSON inside a text.
                String text = value.isValueNode() ? value.asText() : value.toString();
                return text.length() <= maxCharacters
                        ? faults.repaired(value, expected(), TextNode.valueOf(text))
                        : faults.leftOut(value, expected());
            }
            return value.textValue().length() <= maxCharacters ? value : faults.leftOut(value, expected());
        }

        @Override
        public String expected() {
            return "text of at most " + maxCharacters + " characters";
        }
    }

    /** One of some names, in any case, stored in the case given here. */
    record Choice(List<String> names, @Nullable String otherwise) implements PropertyKind {
        @Override
        public @Nullable JsonNode accept(JsonNode value, Faults faults) {
            if (value.isTextual()) {
                for (String name : names) {
                    if (name.equalsIgnoreCase(value.textValue())) {
                        return name.equals(value.textValue()) ? value : TextNode.valueOf(name);
                    }
                }
                if (otherwise != null) {
                    return faults.repaired(value, expected(), TextNode.valueOf(otherwise));
                }
            }
            return faults.leftOut(value, expected());
        }

        @Override
        public String expected() {
            return "one of " + String.join(", ", names);
        }
    }

    /** The id of an entity or avatar; all zero is the same as none. */
    record Id() implements PropertyKind {
        @Override
        public @Nullable JsonNode accept(JsonNode value, Faults faults) {
            if (!value.isTextual() || value.textValue().isEmpty()) {
                return value.isTextual() ? null : faults.leftOut(value, expected());
            }
            UUID id = EntityId.parse(value.textValue()).orElse(null);
            if (id == null) {
                return faults.leftOut(value, expected());
            }
            if (EntityId.isZero(id)) {
                return null;
            }
            String text = EntityId.text(id);
            return text.equals(value.textValue()) ? value : TextNode.valueOf(text);
        }

        @Override
        public String expected() {
            return "a UUID such as \"{8a3c5e1f-0b2d-4f6a-9c7e-1d3b5f7a9c0e}\"";
        }
    }

    /**
     * Numbers with names: a vector, a quaternion, a colour. Stored with exactly these members; those that are missing
     * have their default. High Fidelity wrote vectors with the members of a colour beside their own, and the reverse.
     */
    record Tuple(String what, List<String> names, Num each, List<Double> defaults) implements PropertyKind {
        private static final List<String> VECTOR = List.of("x", "y", "z");
        private static final List<String> COLOUR = List.of("red", "green", "blue");

        static Tuple vec2(double both) {
            return new Tuple("a vector", List.of("x", "y"), new Num(-Num.LARGEST, Num.LARGEST, false),
                    List.of(both, both));
        }

        static Tuple vec3(double min, double max, double x, double y, double z) {
            return new Tuple("a vector", VECTOR, new Num(min, max, false), List.of(x, y, z));
        }

        static Tuple quat(double x, double y, double z, double w) {
            return new Tuple("a quaternion other than zero", List.of("x", "y", "z", "w"),
                    new Num(-Num.LARGEST, Num.LARGEST, false), List.of(x, y, z, w));
        }

        static Tuple colour(boolean whole, double red, double green, double blue) {
            return new Tuple("a colour", COLOUR, new Num(0, 255, whole), List.of(red, green, blue));
        }

        @Override
        public @Nullable JsonNode accept(JsonNode value, Faults faults) {
            if (isExact(value)) {
                return value;
            }
            boolean list = faults.isLenient() && value.isArray() && value.size() == names.size();
            if (!value.isObject() && !list) {
                return faults.leftOut(value, expected());
            }
            ObjectNode stored = JsonNodeFactory.instance.objectNode();
            boolean empty = true;
            for (int i = 0; i < names.size(); i++) {
                JsonNode given = list ? value.get(i) : given(value, i, faults.isLenient());
                JsonNode accepted = null;
                if (given != null && !given.isNull()) {
                    empty = false;
                    faults.enter(names.get(i));
                    accepted = each.accept(given, faults);
                    faults.leave();
                }
                stored.set(names.get(i), accepted != null ? accepted : fallback(i));
            }
            if (empty) {
                return null;
            }
            if (isZeroQuaternion(stored)) {
                return faults.leftOut(value, expected());
            }
            return list ? faults.repaired(value, expected(), stored) : stored;
        }

        private boolean isExact(JsonNode value) {
            if (!value.isObject() || value.size() != names.size()) {
                return false;
            }
            for (String name : names) {
                JsonNode number = value.get(name);
                if (number == null
                        || !number.isNumber()
                        || !(number.doubleValue() >= each.min && number.doubleValue() <= each.max)
                        || (each.whole && !number.isIntegralNumber())) {
                    return false;
                }
            }
            return !isZeroQuaternion(value);
        }

        private boolean isZeroQuaternion(JsonNode value) {
            if (names.size() != 4) {
                return false;
            }
            double squares = 0;
            for (String name : names) {
                double component = value.path(name).doubleValue();
                squares += component * component;
            }
            return squares < 1e-12;
        }

        private @Nullable JsonNode given(JsonNode value, int i, boolean lenient) {
            JsonNode own = value.get(names.get(i));
            if (own != null || !lenient || names.size() != 3) {
                return own;
            }
            return value.get((names.equals(VECTOR) ? COLOUR : VECTOR).get(i));
        }

        private JsonNode fallback(int i) {
            return each.fitted(defaults.get(i));
        }

        /** All members at their default. */
        ObjectNode defaultValue() {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < names.size(); i++) {
                all.set(names.get(i), fallback(i));
            }
            return all;
        }

        @Override
        public String expected() {
            return what + " with " + String.join(", ", names) + ", each " + each.expected();
        }
    }

    /** Properties of their own under one name. Members that are not known are kept. */
    record Group(Map<String, Property> members) implements PropertyKind {
        @Override
        public @Nullable JsonNode accept(JsonNode value, Faults faults) {
            if (!(value instanceof ObjectNode group)) {
                return faults.leftOut(value, expected());
            }
            ObjectNode stored = null;
            for (var member : group.properties()) {
                JsonNode given = member.getValue();
                JsonNode accepted = null;
                if (!given.isNull()) {
                    Property property = members.get(member.getKey());
                    faults.enter(member.getKey());
                    accepted = (property == null ? Anything.KEPT : property.kind()).accept(given, faults);
                    faults.leave();
                }
                if (stored == null && !isUntouched(given, accepted)) {
                    stored = JsonNodeFactory.instance.objectNode().setAll(group);
                }
                if (stored != null) {
                    if (accepted == null) {
                        stored.remove(member.getKey());
                    } else {
                        stored.set(member.getKey(), accepted);
                    }
                }
            }
            return stored == null ? group : stored;
        }

        @Override
        public String expected() {
            return "an object";
        }
    }

    /** A list of one kind. */
    record Many(PropertyKind each, int maxCount) implements PropertyKind {
        @Override
        public @Nullable JsonNode accept(JsonNode value, Faults faults) {
            if (!value.isArray() || value.size() > maxCount) {
                return faults.leftOut(value, expected());
            }
            ArrayNode stored = JsonNodeFactory.instance.arrayNode(value.size());
            boolean same = true;
            for (int i = 0; i < value.size(); i++) {
                faults.enter(Integer.toString(i));
                JsonNode accepted = each.accept(value.get(i), faults);
                faults.leave();
                same &= isUntouched(value.get(i), accepted);
                if (accepted != null) {
                    stored.add(accepted);
                }
            }
            return same ? value : stored;
        }

        @Override
        public String expected() {
            return "a list of at most " + maxCount + ", each " + each.expected();
        }
    }

    /** What Freehold does not know and keeps: any JSON, within bounds that no receiver chokes on. */
    record Anything() implements PropertyKind {
        static final Anything KEPT = new Anything();

        /** So that an entity within a message stays under the protocol's 32 levels. */
        private static final int MAX_DEPTH = 16;

        @Override
        public @Nullable JsonNode accept(JsonNode value, Faults faults) {
            JsonNode wrong = wrong(value, MAX_DEPTH);
            return wrong == null ? value : faults.leftOut(wrong, expected());
        }

        private static @Nullable JsonNode wrong(JsonNode value, int levels) {
            if (value.isNumber()) {
                return Double.isFinite(value.doubleValue()) ? null : value;
            }
            if (value.isContainerNode()) {
                if (levels == 0) {
                    return TextNode.valueOf("nested deeper than " + MAX_DEPTH);
                }
                for (JsonNode inner : value) {
                    JsonNode wrong = wrong(inner, levels - 1);
                    if (wrong != null) {
                        return wrong;
                    }
                }
            }
            return null;
        }

        @Override
        public String expected() {
            return "finite numbers and at most " + MAX_DEPTH + " levels";
        }
    }
}
