// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.freehold.server.entity.Entity;
import org.freehold.server.storage.StorageException;
import org.freehold.server.storage.StoreOptions;
import org.freehold.server.storage.WorldStore;
import org.freehold.server.worldfile.ImportReport;
import org.freehold.server.worldfile.WorldFileReader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freehold import}: puts a world file in the place of the world, which is kept in a file if anybody built in it. */
@Command(name = "import", mixinStandardHelpOptions = true,
        description = "Put the world of a file in the place of the domain's. The one that was there is first written to a file"
                + " beside it, unless nobody changed it since it was put in. The server must not run.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the world was put in", "1:it was not; nothing was changed", "2:wrong usage"})
final class ImportCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "FILE",
            description = "A world exported from Overte or by Freehold: JSON, or JSON with gzip.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws StorageException {
        PrintWriter out = spec.commandLine().getOut();
        InstantSource clock = InstantSource.system();
        NewWorld wanted = NewWorld.of(file);
        DataDirectory directory = data.directory();
        directory.create();
        directory.writeConfig(DomainName.random(new SecureRandom()));
        try (WorldStore store = WorldStore.open(directory.world(), StoreOptions.DEFAULT, clock);
                SlowStep _ = SlowStep.begin(out, "Reading " + file + "…")) {
            WorldFileReader.Result read = wanted.read();
            if (!WorldImport.isEmpty(store) && !WorldImport.isUntouched(store)) {
                out.println("The world that was there is kept in " + keep(store, directory, clock.instant()));
            }
            ImportReport report = WorldImport.replace(store, wanted, read, clock);
            ImportNotes.tell(out, directory, wanted, report);
        }
        out.println("The world is in " + directory.root() + ". Walk in with: freehold run"
                + (data.isGiven() ? " --data " + directory.root() : ""));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private static Path keep(WorldStore store, DataDirectory directory, Instant now) throws StorageException {
        Path kept = directory.root().resolve("world-until-" + STAMP.format(now) + ".json.gz");
        List<Entity> entities = new ArrayList<>();
        store.load(entities::add);
        WorldExport.toFile(kept, store.meta(), entities);
        return kept;
    }
}
