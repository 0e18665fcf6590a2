// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the files in {@code config/} equal to what the table of settings says. */
final class ConfigFilesTest {
    private static final Path FOLDER = Path.of("..", "config");

    @TempDir
    private Path folder;

    @Test
    void defaultFileIsWhatTheTableSays() throws IOException {
        assertSame("freehold.toml", ConfigFile.defaults());
    }

    @Test
    void schemaIsWhatTheTableSays() throws IOException {
        assertSame("freehold.schema.json", ConfigSchema.text());
    }

    @Test
    void defaultFileSaysNothingButTheDefaults() throws IOException {
        assertEquals(read(""), read(ConfigFile.defaults()));
    }

    @Test
    void everySettingOfTheDefaultFileCanBeUncommentedAsItStands() throws IOException {
        String all = ConfigFile.defaults().replaceAll("(?m)^#(?=[a-z])", "");
        assertEquals(Settings.ALL.size(), all.lines().filter(line -> line.matches("[a-z_]+ = .*")).count() - 1);
        Config read = read(all);
        assertTrue(read.server().portIsChosen());
        assertEquals(read("[server]\nport = 4080"), read);
    }

    @Test
    void nameOfTheFirstStartIsReadBack() throws IOException {
        assertEquals("Amber \"Harbour\"", read(ConfigFile.named("Amber \"Harbour\"")).domain().name());
    }

    @Test
    void linesOfTheFileFitTheScreen() {
        ConfigFile.defaults().lines().forEach(line -> assertTrue(line.length() <= 140, line));
    }

    private Config read(String text) throws IOException {
        Path file = folder.resolve("freehold.toml");
        Files.writeString(file, text);
        return assertInstanceOf(ConfigReader.Valid.class, ConfigReader.read(file, Map.of(), Map.of())).config();
    }

    private static void assertSame(String name, String expected) throws IOException {
        Path made = Path.of("target", "config", name);
        Files.createDirectories(made.getParent());
        Files.writeString(made, expected);
        Path kept = FOLDER.resolve(name);
        assertEquals(expected, Files.exists(kept) ? Files.readString(kept) : "",
                "config/" + name + " is out of date: copy domain-server/" + made + " there");
    }
}
