// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** The file in a data directory that says where the server that runs on it is; there while it runs. Blocks. */
public final class AddressFile {

    /** Name of the file. */
    public static final String NAME = "address";

    /**
     * Where a server is.
     *
     * @param url scheme, host and port, such as {@code http://localhost:4080}
     * @param certificate the file of the certificate that it shows, in PEM; empty without TLS
     */
    public record Address(String url, Optional<Path> certificate) {}

    private AddressFile() {}

    /** Writes it; it appears whole or not at all. */
    public static void write(Path dataDirectory, Address address) throws IOException {
        Path file = dataDirectory.resolve(NAME);
        Path draft = dataDirectory.resolve(NAME + ".new");
        String certificate = address.certificate().map(path -> path.toAbsolutePath() + "\n").orElse("");
        Files.writeString(draft, address.url() + "\n" + certificate);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What it says; empty when no server runs. */
    public static Optional<Address> read(Path dataDirectory) throws IOException {
        try {
            List<String> lines = Files.readAllLines(dataDirectory.resolve(NAME));
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Address(
                            lines.getFirst(),
                            lines.size() > 1 ? Optional.of(Path.of(lines.get(1))) : Optional.empty()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Removes it. */
    public static void delete(Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(NAME));
    }
}
