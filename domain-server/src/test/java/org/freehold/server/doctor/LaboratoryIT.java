// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code freehold doctor} behind real routers, where the network laboratory stands beside this project, or {@code FREEHOLD_NATLAB} names
 * it. It needs root, and for ports that a router opens miniupnpd.
 */
@Timeout(300)
final class LaboratoryIT {
    private static final String STUN = "203.0.113.10:3478";

    @TempDir
    private Path home;

    @ParameterizedTest(name = "behind {0} it names {1}")
    @CsvSource({
            "full-cone, full-cone, sssn",
            "port-restricted, port-restricted, ssnn",
            "symmetric, symmetric, snnn",
            "web-only, web-only, nnnn"
    })
    void namesTheRouter(String type, String kind, String coming) throws Exception {
        JsonNode diagnosis = doctor(type);
        assertEquals(kind, diagnosis.at("/ipv4/kind").asText(), diagnosis.toString());
        assertEquals(coming, coming(diagnosis), diagnosis.toString());
    }

    @Test
    void hasTheRouterOpenAPortInEachWay() throws Exception {
        assumeTrue(isThere("miniupnpd"), "skipped: miniupnpd is not installed (Debian: miniupnpd-nftables)");
        JsonNode diagnosis = doctor("symmetric", "--upnp", "home");
        assertEquals("symmetric", diagnosis.at("/ipv4/kind").asText(), diagnosis.toString());
        JsonNode ways = diagnosis.at("/router/ways");
        assertEquals(3, ways.size());
        ways.forEach(way -> assertTrue(way.path("outside").asText().startsWith("1.2.3.2:"), ways.toString()));
        assertEquals("sssn", coming(diagnosis), diagnosis.toString());
    }

    private JsonNode doctor(String type, String... options) throws IOException, InterruptedException {
        Path laboratory = laboratory();
        List<String> command = new ArrayList<>(List.of("bash", laboratory.toString(), "run", type + ":none"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--", "bash", laboratory.toString(), "exec", "home",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home, "-cp", System.getProperty("java.class.path"), "org.freehold.server.app.Main",
                "doctor", "--json", "--stun", STUN));
        Path errors = home.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("NATLAB_NAME", "freehold" + ProcessHandle.current().pid() % 1000);
        builder.environment().remove("FREEHOLD_DATA");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), () -> out + read(errors));
        return new ObjectMapper().readTree(out.substring(out.indexOf('{')));
    }

    private static Path laboratory() {
        String named = System.getenv("FREEHOLD_NATLAB");
        Path laboratory = named == null ? Path.of("../../shared/natlab/natlab") : Path.of(named);
        assumeTrue(
                Files.isRegularFile(laboratory),
                () -> "skipped: there is no network laboratory at " + laboratory.toAbsolutePath().normalize()
                        + " (FREEHOLD_NATLAB names another)");
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: the network laboratory needs root");
        return laboratory.toAbsolutePath().normalize();
    }

    private static String coming(JsonNode diagnosis) {
        StringBuilder coming = new StringBuilder();
        diagnosis.path("visitors").forEach(visitor -> coming.append(visitor.path("way").asText().charAt(0)));
        return coming.toString();
    }

    private static boolean isThere(String program) {
        return List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
