// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What is in a folder, to be compared later: sizes and checksums by name. */
final class FolderBytes {
    private FolderBytes() {}

    /** Of all files and folders in it but the lock, which holds nothing but the number of a process. */
    static SortedMap<String, String> of(Path folder) throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(path -> !path.equals(folder) && !path.toString().endsWith(".lock"))
                    .forEach(path -> found.put(folder.relativize(path).toString(), describe(path)));
        }
        return found;
    }

    private static String describe(Path path) {
        if (Files.isDirectory(path)) {
            return "folder";
        }
        try {
            byte[] bytes = Files.readAllBytes(path);
            CRC32 sum = new CRC32();
            sum.update(bytes);
            return bytes.length + " bytes, " + HexFormat.of().toHexDigits(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
