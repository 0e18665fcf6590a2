// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import java.nio.file.Path;
import java.util.Optional;

/** Where the data of a domain is when nobody says. */
public final class DataFolder {

    private DataFolder() {}

    /** {@code $FREEHOLD_DATA}, or {@code freehold-data} in the person's home folder. */
    public static Path usual() {
        return Optional.ofNullable(System.getenv("FREEHOLD_DATA"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "."), "freehold-data"));
    }
}
