// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;

/**
 * Writes a world file of any size, always the same: types, properties, bytes an entity (about 1.1 KB) and things a square metre
 * as in a real, much-used world of 1,428 entities that an Overte server kept. Two of three are models.
 */
final class GeneratedWorld {
    /** How many things the real one has. */
    static final int BIG = 1428;

    private static final long SEED = 4080;
    private static final double SPREAD_METRES = 30;
    private static final double HEIGHT_METRES = 5;
    private static final String NOBODY = "{00000000-0000-0000-0000-000000000000}";

    /** Of 1,428: what share each type has. */
    private enum Share {
        MODEL("Model", 950), LIGHT("Light", 181), BOX("Box", 170), SHAPE("Shape", 60), ZONE("Zone", 28),
        SPHERE("Sphere", 24), PARTICLES("ParticleEffect", 8), TEXT("Text", 7);

        private final String type;
        private final int count;

        Share(String type, int count) {
            this.type = type;
            this.count = count;
        }

        static String typeOf(int number) {
            int left = number % BIG;
            for (Share share : values()) {
                left -= share.count;
                if (left < 0) {
                    return share.type;
                }
            }
            throw new IllegalStateException("the shares do not add up to " + BIG);
        }
    }

    private final JsonGenerator json;
    private final Random random = new Random(SEED);
    private final double spreadMetres;

    private GeneratedWorld(JsonGenerator json, int entities) {
        this.json = json;
        this.spreadMetres = SPREAD_METRES * Math.sqrt(Math.max(1, entities / (double) BIG));
    }

    /** Writes a world of so many entities. */
    static void write(Path file, int entities) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(
                new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            new GeneratedWorld(json, entities).write(entities);
        }
    }

    private void write(int entities) throws IOException {
        json.writeStartObject();
        json.writeNumberField("DataVersion", 1);
        json.writeArrayFieldStart("Entities");
        String parent = "";
        for (int i = 0; i < entities; i++) {
            String id = id();
            // One in eleven is the child of the one before it.
            boolean child = i % 11 == 10;
            entity(id, Share.typeOf(i), child ? parent : "");
            parent = id;
        }
        json.writeEndArray();
        json.writeStringField("Id", id());
        json.writeNumberField("Version", 93);
        json.writeEndObject();
    }

    private void entity(String id, String type, String parent) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("clientOnly", false);
        json.writeStringField("created", "2018-08-20T21:11:51Z");
        json.writeStringField("id", id);
        json.writeNumberField("lastEdited", 1_538_604_771_519_841L + random.nextInt(1_000_000));
        json.writeStringField("lastEditedBy", id());
        json.writeStringField("owningAvatarID", NOBODY);
        json.writeStringField("name", "thing " + random.nextInt(1000));
        json.writeStringField("type", type);
        double spread = parent.isEmpty() ? spreadMetres : 2;
        double x = random.nextGaussian() * spread;
        double y = random.nextGaussian() * HEIGHT_METRES;
        double z = random.nextGaussian() * spread;
        double size = Math.min(20, 0.3 * Math.exp(random.nextGaussian() * 1.5 + 0.7));
        vector("position", x, y, z);
        vector("dimensions", size, size * 0.7, size * 0.9);
        rotation();
        json.writeObjectFieldStart("queryAACube");
        json.writeNumberField("scale", size * 2);
        json.writeNumberField("x", x - size);
        json.writeNumberField("y", y - size);
        json.writeNumberField("z", z - size);
        json.writeEndObject();
        if (!parent.isEmpty()) {
            json.writeStringField("parentID", parent);
        }
        if (random.nextInt(100) < 78) {
            json.writeBooleanField("locked", true);
        }
        ofType(type);
        if (random.nextInt(100) < 73) {
            json.writeStringField("userData", userData());
        }
        json.writeEndObject();
    }

    private void ofType(String type) throws IOException {
        switch (type) {
            case "Model" -> {
                json.writeStringField("modelURL",
                        "https://models.example.org/collection/thing-" + random.nextInt(200) + "/model.fbx?v=" + id());
                json.writeStringField("shapeType", random.nextBoolean() ? "static-mesh" : "box");
                json.writeStringField("marketplaceID", id());
            }
            case "Light" -> {
                color();
                json.writeNumberField("cutoff", 90);
                json.writeNumberField("falloffRadius", random.nextDouble() * 10);
                json.writeNumberField("intensity", random.nextDouble() * 20);
            }
            case "Zone" -> json.writeStringField("keyLightMode", "enabled");
            case "Text" -> json.writeStringField("text", "Welcome to place " + random.nextInt(100));
            default -> {
                color();
                json.writeStringField("shape", type.equals("Sphere") ? "Sphere" : "Cube");
                json.writeBooleanField("collisionless", random.nextBoolean());
            }
        }
    }

    private String userData() {
        StringBuilder text = new StringBuilder("{\"grabbableKey\":{\"grabbable\":false,\"ignoreIK\":true},\"note\":\"");
        int length = 100 + random.nextInt(300);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.append("\"}").toString();
    }

    private void color() throws IOException {
        json.writeObjectFieldStart("color");
        json.writeNumberField("red", random.nextInt(256));
        json.writeNumberField("green", random.nextInt(256));
        json.writeNumberField("blue", random.nextInt(256));
        json.writeEndObject();
    }

    private void rotation() throws IOException {
        double angle = random.nextDouble() * Math.PI;
        json.writeObjectFieldStart("rotation");
        json.writeNumberField("w", Math.cos(angle));
        json.writeNumberField("x", 0);
        json.writeNumberField("y", Math.sin(angle));
        json.writeNumberField("z", 0);
        json.writeEndObject();
    }

    private void vector(String name, double x, double y, double z) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("x", x);
        json.writeNumberField("y", y);
        json.writeNumberField("z", z);
        json.writeEndObject();
    }

    private String id() {
        // Marked as a random UUID (RFC 9562 section 5.4), though it is the same each time.
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return "{" + new UUID(high, low) + "}";
    }
}
