// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.freehold.server.entity.Entity;
import org.freehold.server.storage.WorldMeta;
import org.freehold.server.worldfile.WorldFile;
import org.freehold.server.worldfile.WorldFileWriter;

/** Writes a stored world as a world file that Overte reads too. */
final class WorldExport {

    private WorldExport() {}

    /** Writes the file, packed when its name ends in {@code .gz}; it appears whole or not at all. Returns the entities. */
    static int toFile(Path file, WorldMeta meta, List<Entity> entities) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (OutputStream out = Files.newOutputStream(draft)) {
                if (file.toString().endsWith(".gz")) {
                    try (OutputStream packed = new GZIPOutputStream(out)) {
                        toStream(packed, meta, entities);
                    }
                } else {
                    toStream(out, meta, entities);
                }
            }
            try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return entities.size();
        } catch (IOException e) {
            delete(draft, e);
            throw new Failure(
                    file + " can't be written (" + e + "). Choose a folder that you may write to and that has room.",
                    e);
        }
    }

    static void toStream(OutputStream out, WorldMeta meta, List<Entity> entities) throws IOException {
        WorldFile.Header header = new WorldFile.Header(
                meta.id(), WorldFileWriter.VERSION, meta.dataVersion(), meta.paths(), Map.of());
        WorldFileWriter.write(new BufferedOutputStream(out, 1 << 16), header, entities);
    }

    private static void delete(Path draft, IOException reason) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
