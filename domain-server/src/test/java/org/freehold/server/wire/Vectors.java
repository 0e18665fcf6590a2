// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** The golden vectors of docs/vectors. */
final class Vectors {
    private Vectors() {}

    static JsonNode read(String name) throws IOException {
        Path file = Path.of("docs", "vectors", name);
        return new JsonMapper().readTree((Files.exists(file) ? file : Path.of("..").resolve(file)).toFile());
    }

    static ByteBuf bytes(JsonNode vector, String member) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(vector.get(member).textValue()));
    }

    static void assertComponents(JsonNode expected, String about, double... actual) {
        assertEquals(expected.size(), actual.length, about);
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected.get(i).doubleValue(), actual[i], 1e-6, about);
        }
    }
}
