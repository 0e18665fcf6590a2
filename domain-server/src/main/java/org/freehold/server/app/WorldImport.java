// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.freehold.server.entity.Entity;
import org.freehold.server.storage.StorageException;
import org.freehold.server.storage.WorldMeta;
import org.freehold.server.storage.WorldStore;
import org.freehold.server.worldfile.ImportReport;
import org.freehold.server.worldfile.WorldFile;
import org.freehold.server.worldfile.WorldFileReader;

/** Puts world files into stores, and knows what was put in and whether it has been changed since. */
final class WorldImport {

    private WorldImport() {}

    /** Puts the file's world in the place of the store's; either all of it or, when it throws, nothing. */
    static ImportReport replace(WorldStore store, NewWorld file, InstantSource clock) throws StorageException {
        return replace(store, file, file.read(), clock);
    }

    /** The same with what was read from the file already. */
    static ImportReport replace(WorldStore store, NewWorld file, WorldFileReader.Result read, InstantSource clock)
            throws StorageException {
        WorldFile world = read.world();
        var source = new WorldSource(file.name(), file.sha256(), world.entities().size(), clock.instant());
        store.replaceWorld(source.noteIn(meta(world.header())), world.entities().iterator());
        return read.report();
    }

    /** True when there is no world yet: nothing was ever put in, and nobody has built anything. */
    static boolean isEmpty(WorldStore store) throws StorageException {
        return WorldSource.of(store.meta()).isEmpty() && store.count() == 0;
    }

    /** True when the world is as it was put in: nothing added, edited or deleted since. What moves by itself may have moved. */
    static boolean isUntouched(WorldStore store) throws StorageException {
        Optional<WorldSource> source = WorldSource.of(store.meta());
        if (source.isEmpty() || store.count() != source.get().entities()) {
            return false;
        }
        long importedMicros = source.get().imported().toEpochMilli() * 1000;
        AtomicBoolean edited = new AtomicBoolean();
        store.load(entity -> {
            if (lastEditedMicros(entity) >= importedMicros) {
                edited.set(true);
            }
        });
        return !edited.get();
    }

    private static long lastEditedMicros(Entity entity) {
        return entity.properties().path("lastEdited").asLong(0);
    }

    private static WorldMeta meta(WorldFile.Header header) {
        Map<String, String> others = new HashMap<>();
        header.others().forEach((name, value) -> others.put(name, value.toString()));
        return new WorldMeta(header.id(), header.dataVersion(), header.paths(), others);
    }
}
