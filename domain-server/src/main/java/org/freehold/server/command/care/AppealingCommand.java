// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import org.freehold.server.command.ElsewhereCommand;
import picocli.CommandLine.Parameters;

/** What those who are on somebody's list ask the publisher. */
abstract class AppealingCommand extends ElsewhereCommand {
    @Parameters(index = "0", paramLabel = "URL",
            description = "Of the domain that publishes the list, of the list, or of where to appeal, as you were told.")
    private String address = "";

    /** Whom it means; wrong usage when it is no address. */
    final Publisher publisher() {
        try {
            return Publisher.at(address);
        } catch (IllegalArgumentException e) {
            throw misused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    protected final String link() {
        return publisher().link();
    }
}
