// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.api.ApiAnswer;
import org.freehold.server.api.ApiClient;
import org.freehold.server.desk.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Desk, HTTP API and command line of a whole server have the same result. */
@Timeout(120)
final class SameResultIT {
    private static final JsonMapper JSON = new JsonMapper();
    /** What people ask for themselves, with the page of their home or a signed request. */
    private static final Set<String> NO_COMMAND =
            Set.of("me", "home/account", "home/vouch");
    /** What only the shell of the host may. */
    private static final Set<String> NOT_ON_THE_PAGE = Set.of("owner/link", "key/rotate");

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private final SigningKey moderator = SigningKey.create(random);
    private final SigningKey stranger = SigningKey.create(random);

    @Test
    void forWhatIsAskedAndForWhatIsChanged() throws Exception {
        try (TestDomain domain = TestDomain.start(folder);
                ApiClient asModerator = client(domain, moderator);
                ApiClient asStranger = client(domain, stranger)) {
            String key = "key:" + moderator.thumbprint();
            assertEquals("moderator",
                    freehold("role", "set", key, "moderator", "--name", "Mod").path("standing").asText());
            String mallory = "key:" + stranger.thumbprint();
            ObjectNode banned = freehold(
                    "ban", mallory, "--reason", "Flood", "--category", "flooding", "--until", "2099-12-01");
            assertEquals("2099-12-01T00:00:00Z", banned.path("ban").path("until").asText());

            same(domain, asModerator, "ban/list", "bans");
            same(domain, asModerator, "role/list", "role", "list");
            same(domain, asModerator, "permission/list", "permission", "list");
            same(domain, asModerator, "people/list", "people");
            same(domain, asModerator, "audit/list", "audit", "list");
            same(domain, asModerator, "audit/verify", "audit", "verify");
            same(domain, asModerator, "settings/list", "setting", "list");

            ApiAnswer.Done why = assertInstanceOf(ApiAnswer.Done.class,
                    asModerator.ask("permission/why", arguments().put("subject", mallory)));
            assertEquals(freehold("permission", "why", mallory), why.answer());
            assertEquals("banned", why.answer().path("refusal").path("code").asText());

            assertRefused(403, "not-permitted", asStranger.ask("ban/list", arguments()));
            assertRefused(403, "not-permitted", asModerator.ask("permission/set", arguments().put("preset", "open")));
            assertRefused(403, "not-permitted", asModerator.ask("owner/link", arguments()));
            assertRefused(404, "not-found", asModerator.ask("ban/none", arguments()));
            assertRefused(400, "bad-value", asModerator.ask("ban/list", arguments().put("more", 1)));
            assertInstanceOf(ApiAnswer.Done.class, asStranger.ask("me", arguments()));

            assertInstanceOf(ApiAnswer.Done.class,
                    asModerator.ask("ban/remove", arguments().put("subject", mallory)));
            assertEquals(0, freehold("bans").path("bans").size());
        }
    }

    @Test
    void eachOperationHasACommandAPlaceOnThePageAndALineInTheProtocol() throws Exception {
        String commands = sources(Path.of("src", "main", "java", "org", "freehold", "server", "command"));
        String pages = sources(Path.of("..", "web-client", "src"));
        String protocol = Files.readString(Path.of("..", "docs", "protocol.md"));
        try (TestDomain domain = TestDomain.start(folder)) {
            for (String operation : domain.server().desk().operations()) {
                assertTrue(NO_COMMAND.contains(operation) != commands.contains("\"" + operation + "\""),
                        operation + " and the commands");
                assertTrue(NOT_ON_THE_PAGE.contains(operation) != pages.contains("'" + operation + "'"),
                        operation + " and the pages");
                assertTrue(protocol.contains("`" + operation + "`"), operation + " and docs/protocol.md");
            }
        }
    }

    private static String sources(Path folder) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static void assertRefused(int status, String code, ApiAnswer answer) {
        var refused = assertInstanceOf(ApiAnswer.Refused.class, answer);
        assertEquals(code, refused.code(), refused.toString());
        assertEquals(status, refused.status());
        assertTrue(!refused.detail().isBlank() && !refused.whatToDo().isBlank(), refused.toString());
    }

    /** Asked at the desk itself, over HTTP, and by the command. */
    private void same(TestDomain domain, ApiClient client, String operation, String... command) throws Exception {
        ObjectNode atDesk = domain.server().desk().ask(Caller.SHELL, operation, arguments());
        var overHttp = assertInstanceOf(ApiAnswer.Done.class, client.ask(operation, arguments()));
        assertEquals(JSON.readTree(atDesk.toString()), overHttp.answer(), operation);
        assertEquals(overHttp.answer(), freehold(command), operation);
    }

    private ApiClient client(TestDomain domain, SigningKey key) {
        return ApiClient.to(domain.link(), key, null, InstantSource.system(), random);
    }

    private ObjectNode freehold(String... command) throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of("--json", "--data", folder.toString()));
        assertEquals(0, FreeholdLine.run(line, new PrintWriter(out), new PrintWriter(err)), err.toString());
        return (ObjectNode) JSON.readTree(out.toString());
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }
}
