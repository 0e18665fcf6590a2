// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.freehold.server.config.ConfigFile;

/**
 * The folder that holds all of a domain: settings, keys, world. Copying it moves the domain.
 *
 * @param root absolute
 */
record DataDirectory(Path root) {
    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))}
                    : new FileAttribute<?>[0];

    DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    Path config() {
        return root.resolve(ConfigFile.NAME);
    }

    Path world() {
        return root.resolve("world.db");
    }

    /** A path of the settings: relative ones start here. */
    Path resolve(String path) {
        return root.resolve(path);
    }

    /** Makes the folder, readable by nobody else, unless it is there. */
    void create() {
        try {
            Path parent = root.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(root, OWNER_ONLY);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(root)) {
                throw new Failure(root + " is a file (expected: a folder for the data). Name another with --data.", e);
            }
        } catch (IOException e) {
            throw new Failure("The data folder " + root + " can't be made: " + e
                    + ". Name a folder that you may write to with --data.", e);
        }
    }

    /** Writes the commented settings with this name for the domain, unless there are some; true if it did. */
    boolean writeConfig(String domainName) {
        if (Files.exists(config())) {
            return false;
        }
        Path draft = root.resolve(ConfigFile.NAME + ".new");
        try {
            Files.writeString(draft, ConfigFile.named(domainName));
            Files.move(draft, config(), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new Failure("The settings can't be written to " + config() + ": " + e
                    + ". The data folder must be writable and have room.", e);
        }
    }
}
