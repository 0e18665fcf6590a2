// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.nio.file.Path;
import org.freehold.server.command.DataFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data}, for the commands that work on a domain of this machine. */
final class DataOption {

    @Option(names = "--data", paramLabel = "DIR",
            description = "The folder of the domain: settings, keys and world."
                    + " Without it $FREEHOLD_DATA, or freehold-data in your home folder.")
    private @Nullable Path folder;

    DataDirectory directory() {
        return new DataDirectory(folder == null ? DataFolder.usual() : folder);
    }

    /** True when the folder was named on the command line. */
    boolean isGiven() {
        return folder != null;
    }
}
