// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of its own for a test, of a given size. Only root may mount one; other users' tests are skipped. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    public static SmallDisk mount(Path parent, String size) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("disk"));
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()),
                "skipped: mounting a small disk needs root on Linux");
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    public void forbidWriting() throws IOException {
        if (!succeeds("mount", "-o", "remount,ro", folder.toString())) {
            throw new IOException("can't make " + folder + " read-only");
        }
    }

    /** Takes up all room but about so much. */
    public Path fill(int bytesLeft) throws IOException {
        Path ballast = folder.resolve("ballast");
        long room = Files.getFileStore(folder).getUsableSpace();
        Files.write(ballast, new byte[(int) Math.max(0, room - bytesLeft)]);
        return ballast;
    }

    @Override
    public void close() throws IOException {
        if (!succeeds("umount", folder.toString())) {
            throw new IOException("can't unmount " + folder);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException e) {
            // No such program here.
            return false;
        }
    }
}
