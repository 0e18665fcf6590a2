// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data}, for the commands that work on a domain of this machine. */
final class DataOption {

    @Option(names = "--data", paramLabel = "DIR",
            description = "The folder of the domain: settings, keys and world."
                    + " Without it $FREEHOLD_DATA, or freehold-data in your home folder.")
    private @Nullable Path folder;

    DataDirectory directory() {
        Path chosen = folder;
        if (chosen == null) {
            chosen = Optional.ofNullable(System.getenv("FREEHOLD_DATA"))
                    .filter(path -> !path.isBlank())
                    .map(Path::of)
                    .orElseGet(() -> Path.of(System.getProperty("user.home", "."), "freehold-data"));
        }
        return new DataDirectory(chosen);
    }

    /** True when the folder was named on the command line. */
    boolean isGiven() {
        return folder != null;
    }
}
