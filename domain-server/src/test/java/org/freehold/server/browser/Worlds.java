// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** World files for people to walk in. */
final class Worlds {

    private Worlds() {}

    /** In {@link #yard}: the wall. */
    static final String WALL = "{00000003-0000-4000-8000-000000000000}";

    /** In {@link #yard}: the ball. */
    static final String BALL = "{00000005-0000-4000-8000-000000000000}";

    /** Level ground, a wall 6 m ahead of the entry, a sign whose link leads to the place "pier", a ball to pick up. */
    static Path yard(Path folder) throws IOException {
        return write(folder, "yard.json", "", "");
    }

    /** The same with a zone named Stage from x = 6 to x = 18, which the place "pier" is in. */
    static Path yardWithStage(Path folder) throws IOException {
        return write(folder, "yard.json", "\"Entities\": [", """
                "Entities": [
                {"id": "{00000006-0000-4000-8000-000000000000}", "type": "Zone", "name": "Stage",
                 "position": {"x": 12, "y": 0, "z": 8}, "dimensions": {"x": 12, "y": 10, "z": 40}},""");
    }

    /**
     * Ground with a row of things whose content no browser can load.
     *
     * @param host of two of them, such as {@code http://localhost:1234}: one that it does not share, and one gone from it
     */
    static Path unloadable(Path folder, String host) throws IOException {
        return write(folder, "unloadable.json", "HOST", host);
    }

    /** Ground with a picture that lies on the domain, and the same with the SHA-256 of another. */
    static Path pictures(Path folder) throws IOException {
        return write(folder, "pictures.json", "", "");
    }

    private static Path write(Path folder, String name, String placeholder, String value) throws IOException {
        try (InputStream in = Objects.requireNonNull(Worlds.class.getResourceAsStream(name), name)) {
            String world = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(folder.resolve(name),
                    placeholder.isEmpty() ? world : world.replace(placeholder, value));
        }
    }
}
