// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small text files that only their owner may read. Where the file system has no modes (Windows), the folder must protect them. */
public final class SecretFile {
    private static final Set<PosixFilePermission> ALLOWED =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final long USUAL_BYTES = 16 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

    private SecretFile() {}

    /** The same for a file that is never larger than some lines. */
    public static String read(Path file) throws IdentityException {
        return read(file, USUAL_BYTES);
    }

    /**
     * The text of the file.
     *
     * @throws IdentityException when it cannot be read, is larger than {@code maxBytes}, or others than its owner may open it
     */
    static String read(Path file, long maxBytes) throws IdentityException {
        try {
            if (hasModes()) {
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
                if (!ALLOWED.containsAll(mode)) {
                    throw new IdentityException(
                            "%s: mode %s lets others open it (expected: rw-------). Run: chmod 600 %s"
                                    .formatted(file, PosixFilePermissions.toString(mode), file));
                }
            }
            if (Files.size(file) > maxBytes) {
                throw new IdentityException(
                        "%s: %d bytes (expected: at most %d). This is not a file that Freehold wrote; move it away."
                                .formatted(file, Files.size(file), maxBytes));
            }
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IdentityException("%s can't be read (%s). Check who owns it: the server needs to read it."
                    .formatted(file, e), e);
        }
    }

    /**
     * Writes the file, on disk when this returns; it appears whole or not at all, in the place of one that was there.
     *
     * @throws IdentityException when it cannot be written
     */
    static void write(Path file, String text) throws IdentityException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            FileAttribute<?>[] attributes = hasModes()
                    ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(ALLOWED)}
                    : new FileAttribute<?>[0];
            try (FileChannel out = FileChannel.open(
                    draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
                ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            replace(draft, file);
        } catch (IOException e) {
            throw new IdentityException("%s can't be written (%s). The data directory must be writable and have room."
                    .formatted(file, e), e);
        }
    }

    /**
     * Puts a file in the place of another in the same folder, on disk when this returns.
     *
     * @throws IdentityException when that cannot be
     */
    static void move(Path from, Path to) throws IdentityException {
        try {
            replace(from, to);
        } catch (IOException e) {
            throw new IdentityException("%s can't become %s (%s). The data directory must be writable and have room."
                    .formatted(from, to.getFileName(), e), e);
        }
    }

    /** Deletes what nobody needs, if it can be. */
    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} can't be deleted ({}); it is of no use", file, e.toString());
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Path folder = to.toAbsolutePath().getParent();
        if (folder != null && hasModes()) {
            // The name of a file is in its folder, which has to be on disk, too. Windows does so by itself and opens no folders.
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private static boolean hasModes() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
