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

/** Small text files that only their owner may read. Where the file system has no modes (Windows), the folder must protect them. */
final class SecretFile {
    private static final Set<PosixFilePermission> ALLOWED =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final long MAX_BYTES = 16 * 1024;

    private SecretFile() {}

    /**
     * The text of the file.
     *
     * @throws IdentityException when it cannot be read, is far too large, or others than its owner may open it
     */
    static String read(Path file) throws IdentityException {
        try {
            if (hasModes()) {
                Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
                if (!ALLOWED.containsAll(mode)) {
                    throw new IdentityException(
                            "%s: mode %s lets others open it (expected: rw-------). Run: chmod 600 %s"
                                    .formatted(file, PosixFilePermissions.toString(mode), file));
                }
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new IdentityException(
                        "%s: %d bytes (expected: at most %d). This is not a file that Freehold wrote; move it away."
                                .formatted(file, Files.size(file), MAX_BYTES));
            }
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IdentityException("%s can't be read (%s). Check who owns it: the server needs to read it."
                    .formatted(file, e), e);
        }
    }

    /**
     * Creates the file, on disk when this returns; it appears whole or not at all.
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
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IdentityException("%s can't be written (%s). The data directory must be writable and have room."
                    .formatted(file, e), e);
        }
    }

    private static boolean hasModes() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
