// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.banlist;

import org.freehold.server.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code freehold banlist …}. */
@Command(name = "banlist", description = "Publish ban lists, and follow those of others.",
        subcommands = {BanListCreateCommand.class, BanListAddCommand.class, BanListJudgeCommand.class,
                BanListRetractCommand.class, BanListRelayCommand.class, BanListReadersCommand.class,
                BanListPublishCommand.class, BanListDropCommand.class, BanListSubscribeCommand.class,
                BanListPreviewCommand.class, BanListApplyCommand.class, BanListLevelCommand.class,
                BanListIgnoreCommand.class, BanListOverrideCommand.class, BanListLeaveCommand.class,
                BanListListCommand.class, BanListRefreshCommand.class, BanListRepinCommand.class,
                BanListImportCommand.class, BanListExportCommand.class})
public final class BanListCommand extends CommandGroup {
    /** Picocli makes it. */
    public BanListCommand() {}
}
