// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Public vectors, kept beside the tests with their source. */
final class Vectors {
    private Vectors() {}

    static JsonNode read(String name) throws IOException {
        try (InputStream file = Vectors.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new FileNotFoundException(name);
            }
            return new ObjectMapper().readTree(file);
        }
    }
}
