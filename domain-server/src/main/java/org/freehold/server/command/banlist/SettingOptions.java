// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a list would be followed: what a preview looks through, and applying it brings. */
final class SettingOptions {
    @Option(names = "--level", paramLabel = "LEVEL",
            description = "As if followed so far: monitor, warn, quarantine or enforce; as it is without it.")
    private @Nullable String level;

    @Option(names = "--corroborate", paramLabel = "N",
            description = "As if this many independent publishers had to agree; as it is without it.")
    private @Nullable Integer corroborate;

    void addTo(ObjectNode arguments) {
        if (level != null) {
            arguments.put("level", level);
        }
        if (corroborate != null) {
            arguments.put("corroborate", corroborate);
        }
    }

    /** The same options again, with a blank before each. */
    String again() {
        return (level == null ? "" : " --level " + level)
                + (corroborate == null ? "" : " --corroborate " + corroborate);
    }
}
