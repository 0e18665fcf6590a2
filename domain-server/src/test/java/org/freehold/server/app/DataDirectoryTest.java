// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Random;
import org.freehold.server.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void newFolderIsForItsOwnerAlone() throws IOException {
        DataDirectory data = new DataDirectory(folder.resolve("a").resolve("b"));
        data.create();
        data.create();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())));
    }

    @Test
    void fileInPlaceOfTheFolderIsNamed() throws IOException {
        DataDirectory data = new DataDirectory(Files.createFile(folder.resolve("file")));
        assertEquals(
                data.root() + " is a file (expected: a folder for the data). Name another with --data.",
                assertThrows(Failure.class, data::create).getMessage());
    }

    @Test
    void settingsAreWrittenOnceAndNeverOverwritten() throws IOException {
        DataDirectory data = new DataDirectory(folder);
        assertTrue(data.writeConfig("Amber Harbour"));
        assertEquals("Amber Harbour", Configuration.read(data, Map.of()).domain().name());
        Files.writeString(data.config(), "[domain]\nname = \"Mine\"\n");
        assertFalse(data.writeConfig("Another"));
        assertEquals("Mine", Configuration.read(data, Map.of()).domain().name());
    }

    @Test
    void wrongSettingsAreAllNamedAtOnce() throws IOException {
        DataDirectory data = new DataDirectory(folder);
        Files.writeString(data.config(), "[server]\nport = -1\nprot = 1\n");
        Failure failure = assertThrows(Failure.class, () -> Configuration.read(data, Map.of()));
        assertEquals(2, String.valueOf(failure.getMessage()).lines().count(), failure.getMessage());
    }

    @Test
    void rulesAreReadFromBesideTheSettings() throws IOException {
        DataDirectory data = new DataDirectory(folder);
        Files.writeString(data.config(), "[domain]\nrules_file = \"rules.txt\"\n");
        var config = Configuration.read(data, Map.of());
        assertThrows(Failure.class, () -> Configuration.rules(data, config));
        Files.writeString(folder.resolve("rules.txt"), "Be kind.\n");
        assertEquals("Be kind.", Configuration.rules(data, config));
    }

    @Test
    void everyNameThatIsMadeUpIsAllowed() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            assertTrue(Settings.DOMAIN_NAME.kind().accepts(DomainName.random(random)));
        }
    }
}
