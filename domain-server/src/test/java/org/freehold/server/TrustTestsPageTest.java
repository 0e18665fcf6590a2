// SPDX-License-Identifier: Apache-2.0
package org.freehold.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page docs/trust-tests.md names tests that exist. */
final class TrustTestsPageTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+)\\.([a-z][A-Za-z0-9]+)`");

    @Test
    void eachTestThatItNamesIsThere() throws IOException {
        List<Path> sources;
        try (Stream<Path> own = Files.walk(Path.of("src", "test", "java"));
                Stream<Path> moderation = Files.walk(Path.of("..", "moderation", "src", "test", "java"))) {
            sources = Stream.concat(own, moderation).filter(Files::isRegularFile).toList();
        }
        Matcher named = TEST.matcher(Files.readString(Path.of("..", "docs", "trust-tests.md")));
        int count = 0;
        for (; named.find(); count++) {
            String method = " void " + named.group(2) + "(";
            String file = named.group(1) + ".java";
            List<Path> files = sources.stream().filter(path -> path.endsWith(file)).toList();
            boolean found = false;
            for (Path path : files) {
                found |= Files.readString(path).contains(method);
            }
            assertEquals(true, found, named.group() + " is no test");
        }
        assertTrue(count > 100, count + " tests");
    }
}
