// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.freehold.server.storage.StorageException;
import org.freehold.server.storage.StoreOptions;
import org.freehold.server.storage.WorldStore;
import org.freehold.server.worldfile.ImportReport;
import org.jspecify.annotations.Nullable;

/**
 * Opens the world of a data directory for a run, and puts one in first where there is none. What somebody built is never
 * replaced here (docs/decisions/0005).
 */
final class WorldOpening {
    private final DataDirectory data;
    private final PrintWriter out;
    private final InstantSource clock;

    WorldOpening(DataDirectory data, PrintWriter out, InstantSource clock) {
        this.data = data;
        this.out = out;
        this.clock = clock;
    }

    /**
     * Opens the world.
     *
     * @param file a world to be put in, unless it was already; null for whatever is there
     * @return the caller's to close
     */
    WorldStore open(@Nullable Path file) throws StorageException {
        WorldStore store = WorldStore.open(data.world(), StoreOptions.DEFAULT, clock);
        boolean ready = false;
        try {
            fill(store, file);
            ready = true;
            return store;
        } finally {
            if (!ready) {
                store.close();
            }
        }
    }

    private void fill(WorldStore store, @Nullable Path file) throws StorageException {
        if (file == null) {
            if (WorldImport.isEmpty(store)) {
                WorldImport.replace(store, NewWorld.starter(), clock);
            }
            return;
        }
        NewWorld wanted = NewWorld.of(file);
        String sha256 = wanted.sha256();
        Optional<WorldSource> present = WorldSource.of(store.meta());
        if (present.isPresent() && present.get().sha256().equals(sha256)) {
            out.println(file + " was put in before; what was built since is kept.");
        } else if (WorldImport.isEmpty(store) || WorldImport.isUntouched(store)) {
            try (SlowStep _ = SlowStep.begin(out, "Reading " + file + "…")) {
                ImportReport report = WorldImport.replace(store, wanted, clock);
                ImportNotes.tell(out, data, wanted, report);
            }
        } else {
            throw new Failure(
                    "%s holds another world (%s), and people have built in it. To have both: freehold run --world %s --data OTHER-FOLDER. To replace it, keeping a copy: freehold import %s"
                            .formatted(data.root(), present.map(WorldSource::name).orElse("built from nothing"), file,
                                    file));
        }
    }
}
