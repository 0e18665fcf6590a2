// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.freehold.server.config.ConfigReader.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {

    @TempDir
    private Path folder;

    @Test
    void missingFileMeansDefaults() {
        Config config = valid(ConfigReader.read(folder.resolve("none.toml"), Map.of(), Map.of()));
        assertEquals(4080, config.server().port());
        assertFalse(config.server().portIsChosen());
        assertEquals(30, config.world().tickHz());
        assertEquals(1_179_648, config.limits().builderMessageBytes());
    }

    @Test
    void fileSetsValues() throws IOException {
        Config config = valid(read("""
                config_version = 1
                [domain]
                name = "Quiet Harbour"
                [server]
                port = 80
                [build]
                from_this_machine = false
                [limits]
                message_size = "32KiB"
                """));
        assertEquals("Quiet Harbour", config.domain().name());
        assertEquals(80, config.server().port());
        assertTrue(config.server().portIsChosen());
        assertFalse(config.build().fromThisMachine());
        assertEquals(32_768, config.limits().messageBytes());
    }

    @Test
    void environmentGoesOverTheFileAndOptionsOverBoth() throws IOException {
        Path file = write("[server]\nport = 1\nmax_sessions = 1\n[world]\ntick_hz = 20\n");
        Config config = valid(ConfigReader.read(
                file,
                Map.of("FREEHOLD_SERVER_PORT", "2", "FREEHOLD_SERVER_MAX_SESSIONS", "2"),
                Map.of(Settings.SERVER_PORT, new Option("--port", "3"))));
        assertEquals(3, config.server().port());
        assertEquals(2, config.server().maxSessions());
        assertEquals(20, config.world().tickHz());
    }

    @Test
    void allProblemsAreFoundAtOnceWithTheirPlaces() throws IOException {
        assertProblems(
                """
                        [server]
                        port = 70000
                        max_sesions = 3
                        host = 7
                        [wrld]
                        tick_hz = 3
                        [limits]
                        message_size = "1 GB"
                        edits_per_second = 1.5
                        """,
                "2:1: server.port: 70000 (expected: a whole number from 0 to 65535)",
                "3:1: server.max_sesions is not a setting; did you mean server.max_sessions?",
                "4:1: server.host: 7 (expected: \"*\" for all addresses of this machine, or one address such as \"127.0.0.1\")",
                "5:1: [wrld] is not a section; did you mean [world]?",
                "8:1: limits.message_size: \"1 GB\" (expected: a size from \"8KiB\" to \"2MiB\", in B, KiB or MiB)",
                "9:1: limits.edits_per_second: 1.5 (expected: a whole number from 1 to 1000000)");
    }

    @Test
    void keyInTheWrongSectionIsTracedToItsOwn() throws IOException {
        assertProblems("port = 1\n[domain]\ntick_hz = 5\n",
                "1:1: port is not a setting; did you mean server.port?",
                "3:1: domain.tick_hz is not a setting; did you mean world.tick_hz?");
    }

    @Test
    void keyThatResemblesNothingIsToBeRemoved() throws IOException {
        assertProblems("[server]\nzzzzzz = 1\n", "2:1: server.zzzzzz is not a setting; remove it");
    }

    @Test
    void valueInPlaceOfASectionIsNamed() throws IOException {
        assertProblems("server = 5\n", "1:1: server: 5 (expected: a section, [server])");
    }

    @Test
    void duplicateKeyIsFoundBesideOtherProblems() throws IOException {
        List<ConfigProblem> problems = faulty(read("[server]\nport = 1\nport = 2\nhots = \"*\"\n"));
        assertEquals(List.of(3, 4), problems.stream().map(ConfigProblem::line).toList(), problems.toString());
    }

    @Test
    void badSyntaxIsNamedWithItsPlace() throws IOException {
        ConfigProblem problem = faulty(read("[server]\nport = = 1\n")).getFirst();
        assertEquals(2, problem.line(), problem.toString());
        assertEquals(8, problem.column(), problem.toString());
    }

    @Test
    void certificateWithoutKeyIsAProblem() throws IOException {
        assertProblems("[tls]\ncert = \"a.pem\"\n",
                "2:1: tls.cert is set and tls.key is not (expected: both or none)");
        assertProblems("[tls]\nkey = \"a.pem\"\n",
                "2:1: tls.key is set and tls.cert is not (expected: both or none)");
    }

    @Test
    void hostsThatNobodyCanSpeakToAreProblems() throws IOException {
        String rendezvous = " (expected: " + Settings.SHARING_RENDEZVOUS.kind().expected() + ")";
        for (String wrong : List.of(
                "https://meet.example:99999", "https://meet.example:0", "https://[::::]", "https://my_meet.example",
                "https://meet.example, https://[1]")) {
            assertProblems("[sharing]\nrendezvous = \"" + wrong + "\"\n",
                    "2:1: sharing.rendezvous: \"" + wrong + "\"" + rendezvous);
        }
        String addresses = " (expected: " + Settings.WEBRTC_ADDRESSES.kind().expected() + ")";
        for (String wrong : List.of("203.0.113.7:65536", "[2001:db8::7]:0", "203.0.113.777", "203.0.113",
                "203.0.113:4080", "0.0.0.0",
                "::::", "[::::]:4080", "abcd")) {
            assertProblems("[webrtc]\naddresses = \"" + wrong + "\"\n",
                    "2:1: webrtc.addresses: \"" + wrong + "\"" + addresses);
        }
    }

    @Test
    void hostsThatCanBeSpokenToAreTaken() throws IOException {
        Config config = valid(read("""
                [sharing]
                rendezvous = "https://meet.example:65535, http://[2001:db8::1]:4080/, https://192.0.2.1"
                [webrtc]
                addresses = "203.0.113.7, 203.0.113.7:65535, 2001:db8::7, [2001:db8::7]:1"
                """));
        assertTrue(config.sharing().rendezvous().endsWith("192.0.2.1"));
        assertTrue(config.webrtc().addresses().endsWith(":1"));
    }

    @Test
    void fileForANewerVersionIsRefused() throws IOException {
        assertProblems("config_version = 2\n",
                "1:1: config_version: 2 (expected: at most 1): the file is for a newer Freehold; run that one");
    }

    @Test
    void environmentVariableWithABadValueIsNamed() {
        assertEquals(
                List.of("environment variable FREEHOLD_SERVER_PORT: server.port: \"many\""
                        + " (expected: a whole number from 0 to 65535)"),
                faulty(ConfigReader.read(folder.resolve("none"), Map.of("FREEHOLD_SERVER_PORT", "many"), Map.of()))
                        .stream().map(ConfigProblem::toString).toList());
    }

    @Test
    void misspeltEnvironmentVariableIsNamedAndOthersAreLeftAlone() {
        Map<String, String> environment = Map.of("FREEHOLD_SERVER_PROT", "1", "FREEHOLD_JAVA_OPTS", "", "HOME", "/");
        assertEquals(
                List.of("environment variable FREEHOLD_SERVER_PROT: not a setting; did you mean FREEHOLD_SERVER_PORT?"),
                faulty(ConfigReader.read(folder.resolve("none"), environment, Map.of())).stream()
                        .map(ConfigProblem::toString).toList());
    }

    @Test
    void fileThatIsNotTextIsRefused() throws IOException {
        Path file = folder.resolve("freehold.toml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertEquals(
                file + ": not UTF-8 text (expected: a text file; save it as UTF-8)",
                faulty(ConfigReader.read(file, Map.of(), Map.of())).getFirst().toString());
    }

    @Test
    void nameThatWouldBreakTheSignedStatementIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Config.DomainConfig("two\nlines", ""));
    }

    @Test
    void likelyKeyForgivesSwappedLettersAndNotMuchMore() {
        assertEquals(1, LikelyKey.distance("prot", "port"));
        assertTrue(LikelyKey.of("completely.else", List.of("server.port")).isEmpty());
    }

    private void assertProblems(String text, String... expected) throws IOException {
        String prefix = folder.resolve("freehold.toml") + ":";
        assertEquals(
                List.of(expected).stream().map(problem -> prefix + problem).collect(Collectors.joining("\n")),
                faulty(read(text)).stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    }

    private ConfigReader.Result read(String text) throws IOException {
        return ConfigReader.read(write(text), Map.of(), Map.of());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("freehold.toml"), text);
    }

    private static Config valid(ConfigReader.Result result) {
        return assertInstanceOf(ConfigReader.Valid.class, result).config();
    }

    private static List<ConfigProblem> faulty(ConfigReader.Result result) {
        return assertInstanceOf(ConfigReader.Faulty.class, result).problems();
    }
}
