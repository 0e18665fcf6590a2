// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.freehold.server.storage.StorageException.Code;

/**
 * Keeps a second server away from a world, by a file beside it that names the process. The system lets go of it when the
 * process ends, however it ends; the file stays and means nothing by itself.
 */
final class WorldLock implements AutoCloseable {

    /** Beyond the text: on Windows, what is locked can't be read. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path file;
    private final FileChannel channel;

    private WorldLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Path fileFor(Path world) {
        return world.resolveSibling(world.getFileName() + ".lock");
    }

    static WorldLock take(Path world) throws StorageException {
        Path file = fileFor(world);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            boolean taken = false;
            try {
                if (!lock(channel)) {
                    throw inUse(world, holder(channel));
                }
                channel.truncate(0);
                channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
                taken = true;
                return new WorldLock(file, channel);
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        } catch (StorageException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw SqliteFault.readOnly(file, e);
        } catch (IOException e) {
            throw SqliteFault.of(e, file);
        }
    }

    @Override
    public void close() throws StorageException {
        try {
            channel.close();
        } catch (IOException e) {
            throw SqliteFault.of(e, file);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock(LOCKED_BYTE, 1, false);
            return held != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    }

    private static StorageException inUse(Path world, String holder) {
        return new StorageException(
                Code.LOCKED,
                world,
                "it is in use" + (holder.isEmpty() ? "" : " by process " + holder),
                "Stop that server first, or start this one with another data folder");
    }
}
