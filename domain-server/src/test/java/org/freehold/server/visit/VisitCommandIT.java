// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.ServerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line of a visit, against a scripted domain on loopback. */
@Timeout(60)
final class VisitCommandIT {
    @TempDir
    private Path folder;

    private FakeDomain domain;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void open() throws InterruptedException {
        domain = new FakeDomain();
    }

    @AfterEach
    void close() {
        domain.close();
    }

    @Test
    void printsOneLineOfJson() throws IOException {
        assertEquals(0, visit(domain.link(), "--json", "--say", "Hello", "--say", "there", "--all", "--name", "Ann"));
        assertEquals(1, out.toString().lines().count());
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertEquals(1, json.at("/protocol").asInt());
        assertEquals("Harbour", json.at("/domain/name").asText());
        assertEquals(2, json.at("/entities/total").asInt());
        assertEquals("{\"Box\":1,\"Text\":1}", json.at("/entities/byType").toString());
        assertEquals(1, json.at("/avatars").asInt());
        assertEquals("Hello", json.at("/messages/0/text").asText());
        assertEquals("there", json.at("/messages/1/text").asText());
        assertTrue(json.at("/bytes/in").asInt() > json.at("/bytes/out").asInt());
        assertTrue(json.at("/firstEntityMs").asInt() <= json.at("/lastEntityMs").asInt());
        assertTrue(json.at("/hundredthEntityMs").isNull());
        assertTrue(json.at("/loaded").asBoolean());
        assertFalse(json.has("refused"));
        assertEquals(new ClientMessage.Leave(), domain.heard.getLast());
    }

    @Test
    void tellsPeopleInWordsWithoutControlCharacters() {
        assertEquals(0, visit(domain.link()));
        assertTrue(out.toString().startsWith("In Harbour as Visitor, who may build.\n2 things (1 Box, 1 Text).\n"));
        assertTrue(out.toString().contains("Also here: Amber\uFFFDFox.\n"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void staysAsLongAsItIsToldAndWalks() {
        assertEquals(0, visit(domain.link(), "--for", "400ms", "--move"));
        assertTrue(domain.poses.size() >= 3, domain.poses.size() + " poses");
        assertEquals(4f, domain.poses.getFirst().x());
        assertTrue(domain.poses.getLast().z() < 2f);
    }

    @Test
    void tellsWhyItWasNotLetIn() throws IOException {
        domain.refusal = new ServerMessage.Close(ErrorCode.DOMAIN_FULL, "100 visitors are here", "Come later.", null);
        assertEquals(4, visit(domain.link(), "--json"));
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertEquals("domain-full", json.at("/refused/code").asText());
        assertEquals("100 visitors are here", json.at("/refused/message").asText());
        assertEquals("Not let in (domain-full): 100 visitors are here - Come later.\n", err.toString());
    }

    @Test
    void waitsForItsTurnAmongManyWhoArrive() {
        domain.refusal = new ServerMessage.Close(ErrorCode.TOO_MANY_NEWCOMERS, "Many arrive.", "Try again.", 0);
        domain.refusals.set(2);
        assertEquals(0, visit(domain.link()));
        assertEquals(
                2, err.toString().lines().filter(line -> line.startsWith("Many people are arriving")).count(),
                err.toString());
        assertTrue(out.toString().startsWith("In Harbour as Visitor"), out.toString());
    }

    @Test
    void doesNotWaitLongerThanItsPatience() {
        domain.refusal = new ServerMessage.Close(ErrorCode.TOO_MANY_NEWCOMERS, "Many arrive.", "Try again.", 3600);
        assertEquals(4, visit(domain.link()));
        assertTrue(err.toString().startsWith("Not let in (too-many-newcomers)"), err.toString());
    }

    @Test
    void tellsThatNobodyIsThere() {
        domain.close();
        assertEquals(3, visit(domain.link()));
        assertTrue(err.toString().startsWith("Not reachable: ws://localhost:"), err.toString());
        assertTrue(err.toString().contains(": nobody listens there "), err.toString());
        assertEquals(3, visit("http://nobody.invalid/"));
        assertTrue(err.toString().contains(": no such host "), err.toString());
    }

    @Test
    void tellsThatTheConnectionBroke() {
        domain.hangsUpAfterWelcome = true;
        assertEquals(5, visit(domain.link()));
        assertTrue(err.toString().startsWith("Broke off: "), err.toString());
    }

    @Test
    void comesBackWhileItStaysAndTellsHowOften() throws IOException {
        domain.hangsUpAfterWelcome = true;
        domain.hangUps.set(2);
        domain.resumes = true;
        assertEquals(0, visit(domain.link(), "--for", "2s", "--json"));
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertEquals(2, json.at("/returns").size(), out.toString());
        assertTrue(json.at("/returns/0/resumed").asBoolean(), out.toString());
        assertFalse(json.at("/returns/0/lost").asText().isEmpty(), out.toString());
        assertTrue(json.at("/loaded").asBoolean());
        assertFalse(json.has("brokeOff"));
    }

    @Test
    void comesBackNoMoreThanTwiceASecondToWhoAlwaysHangsUp() throws IOException {
        domain.hangsUpAfterWelcome = true;
        visit(domain.link(), "--for", "1s", "--json");
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertTrue(json.at("/returns").size() <= 2, out.toString());
    }

    @Test
    void staysAwayWhenItIsNotLetInAgain() throws IOException {
        domain.hangsUpAfterWelcome = true;
        domain.refusal = new ServerMessage.Close(ErrorCode.DOMAIN_FULL, "100 visitors are here", "Come later.", null);
        domain.refusals.set(0);
        domain.beforeHangUp = () -> domain.refusals.set(1);
        assertEquals(5, visit(domain.link(), "--for", "20s", "--json"));
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertEquals("domain-full", json.at("/closed/code").asText(), out.toString());
        assertFalse(json.has("returns"));
    }

    @Test
    void tellsThatTheDomainIsNotWhoItSays() {
        domain.lies = true;
        assertEquals(6, visit(domain.link()));
    }

    @Test
    void tellsHowItIsUsed() {
        assertEquals(2, visit());
        assertEquals(2, visit("ftp://example.org"));
        assertTrue(err.toString().contains("expected: such as http://localhost:4080/"), err.toString());
        assertEquals(2, visit(domain.link(), "--for", "soon"));
        assertEquals(0, visit("--help"));
        assertTrue(out.toString().contains("Exit codes:"), out.toString());
    }

    @Test
    void isTheSameVisitorWithTheSameKeyFile() throws IOException {
        Path file = folder.resolve("visitor.pem");
        assertEquals(0, visit(domain.link(), "--key", file.toString()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(0, visit(domain.link(), "--key", file.toString()));
        List<String> keys = new ArrayList<>();
        for (ClientMessage message : domain.heard) {
            if (message instanceof ClientMessage.Hello hello) {
                keys.add(hello.key());
            }
        }
        assertEquals(2, keys.size());
        assertEquals(keys.getFirst(), keys.getLast());
    }

    @Test
    void leavesAFileAloneThatIsNoKey() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "my notes");
        assertEquals(1, visit(domain.link(), "--key", file.toString()));
        assertTrue(err.toString().contains("not a visitor's key"), err.toString());
        assertEquals("my notes", Files.readString(file));
    }

    @Test
    void trustsTheCertificateItIsGivenAndNoOther() throws Exception {
        Path store = folder.resolve("store.p12");
        Path certificate = folder.resolve("certificate.pem");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String[] access = {"-keystore", store.toString(), "-storepass", "secret", "-alias", "d"};
        run(keytool, access, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
        run(keytool, access, "-exportcert", "-rfc", "-file", certificate.toString());
        var keys = java.security.KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        var managers = javax.net.ssl.KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, "secret".toCharArray());
        try (FakeDomain encrypted = new FakeDomain(SslContextBuilder.forServer(managers).build())) {
            assertEquals(0, visit(encrypted.link(), "--ca", certificate.toString()), err.toString());
            assertEquals(3, visit(encrypted.link()));
        }
    }

    private static void run(Path program, String[] access, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(access));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), () -> "keytool failed");
    }

    private int visit(String... arguments) {
        return new CommandLine(new VisitCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
