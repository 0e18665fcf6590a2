// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.InstantSource;
import org.freehold.server.storage.StorageException.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorldLockIT {

    @TempDir
    private Path folder;

    @Test
    void keepsASecondProcessOutUntilTheFirstIsGone() throws Exception {
        Path file = folder.resolve("world.db");
        try (ChildJvm holder = ChildJvm.start(folder, Holder.class, file.toString())) {
            assertEquals("open", holder.readLine());
            StorageException refused = assertThrows(StorageException.class, () -> open(file));
            assertEquals(Code.LOCKED, refused.code());
            assertEquals(
                    "it is in use by process " + holder.pid()
                            + ". Stop that server first, or start this one with another data folder.",
                    refused.reason());
            try (WorldView view = WorldView.open(file)) {
                assertEquals(0, view.count());
            }
            holder.kill();
            open(file).close();
        }
    }

    private static WorldStore open(Path file) throws StorageException {
        return WorldStore.open(file, StoreOptions.DEFAULT, InstantSource.system());
    }

    /** Holds a world until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (WorldStore store = open(Path.of(args[0]))) {
                System.out.println("open");
                System.in.read();
                store.count();
            }
        }
    }
}
