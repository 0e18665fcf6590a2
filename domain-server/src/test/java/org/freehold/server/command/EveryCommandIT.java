// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.audit.AuditChain;
import org.freehold.moderation.audit.AuditRecord;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.api.ApiAnswer;
import org.freehold.server.api.ApiClient;
import org.freehold.server.keys.PassphraseOption;
import org.freehold.server.app.FreeholdLine;
import org.freehold.server.visit.VisitorKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each command asks the operation that the HTTP API has, and tells the same answer. */
@Timeout(60)
final class EveryCommandIT {
    private static final String KEY = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SecureRandom random = new SecureRandom();
    private @Nullable NotingDomain started;

    @BeforeEach
    void start() throws Exception {
        started = NotingDomain.on(folder);
        domain().answer("people/list",
                """
                        {"here": [{"handle": 7, "name": "Mallory", "fingerprint": "%s", "standing": "newcomer", "permissions": [],
                                   "since": "2026-11-20T12:00:00Z", "muted": true, "quarantined": false}],
                         "lately": [{"fingerprint": "aaaaaaaa-qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "name": "Twin",
                                     "firstSeen": "2026-11-19T12:00:00Z", "lastSeen": "2026-11-19T12:30:00Z", "visits": 2},
                                    {"fingerprint": "bbbbbbbb-qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "name": "Twin",
                                     "firstSeen": "2026-11-19T12:00:00Z", "lastSeen": "2026-11-19T12:30:00Z", "visits": 1}]}
                        """
                        .formatted(KEY));
    }

    @AfterEach
    void stop() throws Exception {
        domain().close();
    }

    private NotingDomain domain() {
        return Objects.requireNonNull(started);
    }

    static Stream<Arguments> commands() {
        String subject = "key:" + KEY;
        return Stream.of(
                asks("people", "people/list", "{}"),
                asks("warn 7 --reason Behave", "people/warn", "{'handle':7,'reason':'Behave'}"),
                asks("kick mallory --reason Flooding", "people/kick", "{'handle':7,'reason':'Flooding'}"),
                asks("mute 7 --reason Loud --until 2026-12-01", "people/mute",
                        "{'handle':7,'reason':'Loud','on':true,'until':'2026-12-01T00:00:00Z'}"),
                asks("mute 7 --off", "people/mute", "{'handle':7,'on':false}"),
                asks("quarantine " + subject + " --reason New", "people/quarantine",
                        "{'subject':'" + subject + "','reason':'New','on':true}"),
                asks("ban account:Mallory@Bad.example --reason Flood --category flooding --until 2026-12-01T10:00:00Z"
                        + " --place Hall",
                        "ban/add", "{'subject':'account:mallory@bad.example','reason':'Flood','category':'flooding',"
                                + "'place':'Hall','until':'2026-12-01T10:00:00Z'}"),
                asks("ban home:bad.example --reason Spam --category spam --action quarantine", "ban/add",
                        "{'subject':'home:bad.example','reason':'Spam','category':'spam','action':'quarantine'}"),
                asks("unban Mallory", "ban/remove", "{'subject':'" + subject + "'}"),
                asks("bans", "ban/list", "{}"),
                asks("permission list", "permission/list", "{}"),
                asks("permission set friends", "permission/set", "{'preset':'friends'}"),
                asks("permission set --newcomers quarantine=true --newcomers joinsPerMinute=6", "permission/set",
                        "{'newcomers':{'quarantine':true,'joinsPerMinute':6}}"),
                asks("permission set --gate all-except --domain bad.example", "permission/set",
                        "{'gate':{'mode':'all-except','homes':['bad.example']}}"),
                asks("permission why", "permission/why", "{}"),
                asks("permission why 7 --standing member --from-this-machine", "permission/why",
                        "{'handle':7,'standing':'member','fromThisMachine':true}"),
                asks("role list", "role/list", "{}"),
                asks("role set Mallory moderator --name Mal", "role/set",
                        "{'subject':'" + subject + "','standing':'moderator','name':'Mal'}"),
                asks("role remove " + subject, "role/remove", "{'subject':'" + subject + "'}"),
                asks("home list", "home/list", "{}"),
                asks("home forget friend.example", "home/forget", "{'home':'friend.example'}"),
                asks("banlist create main --title Main --criteria https://a.example/c --appeals https://a.example/a",
                        "banlist/create", "{'name':'main','title':'Main','criteria':'https://a.example/c',"
                                + "'appeals':'https://a.example/a','scope':'rule'}"),
                asks("banlist create main", "banlist/create", "{'name':'main','scope':'rule'}"),
                asks("banlist create homes --register --title Homes", "banlist/create",
                        "{'name':'homes','scope':'rule','title':'Homes','kind':'register'}"),
                asks("banlist create friends --private", "banlist/create",
                        "{'name':'friends','scope':'rule','private':true}"),
                asks("banlist readers friends add " + KEY, "banlist/readers",
                        "{'name':'friends','reader':'" + KEY + "','on':true}"),
                asks("banlist readers friends remove " + KEY, "banlist/readers",
                        "{'name':'friends','reader':'" + KEY + "','on':false}"),
                asks("banlist add main home:bad.example --reason Spam --category spam --action warn", "banlist/add",
                        "{'name':'main','subject':'home:bad.example','action':'warn','category':'spam','reason':'Spam'}"),
                asks("banlist add main home:bad.example", "banlist/add",
                        "{'name':'main','subject':'home:bad.example'}"),
                asks("banlist judge homes home:bad.example --reliability good --protection poor --reason Bad",
                        "banlist/judge", "{'name':'homes','subject':'home:bad.example','reliability':'good',"
                                + "'protection':'poor','reason':'Bad'}"),
                asks("banlist relay main s1 --action warn", "banlist/relay",
                        "{'name':'main','id':'s1','action':'warn'}"),
                asks("banlist relay main s1 --off", "banlist/relay", "{'name':'main','id':'s1','on':false}"),
                asks("banlist retract main e-0031", "banlist/retract", "{'name':'main','id':'e-0031'}"),
                asks("banlist retract main e-0031 --reason Appeal", "banlist/retract",
                        "{'name':'main','id':'e-0031','reason':'Appeal'}"),
                asks("banlist retract main home:bad.example --reason Appeal", "banlist/retract",
                        "{'name':'main','subject':'home:bad.example','reason':'Appeal'}"),
                asks("banlist publish main", "banlist/publish", "{'name':'main'}"),
                asks("banlist drop main", "banlist/drop", "{'name':'main'}"),
                asks("banlist list", "banlist/list", "{}"),
                asks("banlist subscribe https://a.example/lists/main --key " + KEY, "banlist/subscribe",
                        "{'url':'https://a.example/lists/main','key':'" + KEY + "','level':'monitor'}"),
                asks("banlist preview s1", "banlist/preview", "{'id':'s1'}"),
                asks("banlist preview s1 --level enforce --corroborate 2", "banlist/preview",
                        "{'id':'s1','level':'enforce','corroborate':2}"),
                asks("banlist apply s1 --plan abc", "banlist/apply", "{'id':'s1','plan':'abc'}"),
                asks("banlist apply s1 --plan abc --level enforce", "banlist/apply",
                        "{'id':'s1','plan':'abc','level':'enforce'}"),
                asks("banlist level s1 enforce --corroborate 2", "banlist/level",
                        "{'id':'s1','level':'enforce','corroborate':2}"),
                asks("banlist level s1 --review --cap spam=warn", "banlist/level",
                        "{'id':'s1','review':true,'caps':{'spam':'warn'}}"),
                asks("banlist level s1 --no-review", "banlist/level", "{'id':'s1','review':false}"),
                asks("banlist ignore s1 e-1-1", "banlist/ignore", "{'id':'s1','entry':'e-1-1','on':true}"),
                asks("banlist ignore s1 e-1-1 --off", "banlist/ignore", "{'id':'s1','entry':'e-1-1','on':false}"),
                asks("banlist override home:bad.example allow --reason Known", "banlist/override",
                        "{'subject':'home:bad.example','verdict':'allow','reason':'Known'}"),
                asks("banlist leave s1", "banlist/leave", "{'id':'s1','how':'staged'}"),
                asks("banlist leave s1 --now", "banlist/leave", "{'id':'s1','how':'now'}"),
                asks("banlist leave s1 --adopt", "banlist/leave", "{'id':'s1','how':'adopt'}"),
                asks("banlist repin s1 --key " + KEY + " --address https://b.example/lists/main", "banlist/repin",
                        "{'id':'s1','key':'" + KEY + "','url':'https://b.example/lists/main'}"),
                asks("banlist refresh s1", "banlist/refresh", "{'id':'s1'}"),
                asks("banlist export main --format csv", "export", "{'format':'csv','list':'main'}"),
                asks("banlist export", "export", "{'format':'json','bans':true}"),
                asks("appeal list", "appeal/list", "{}"),
                asks("appeal decide a1 accept --answer Sorry", "appeal/decide",
                        "{'id':'a1','accept':true,'answer':'Sorry'}"),
                asks("report list", "report/list", "{}"),
                asks("report close r1", "report/close", "{'id':'r1'}"),
                asks("audit list --from 3 --count 2", "audit/list", "{'from':3,'count':2}"),
                asks("setting list", "settings/list", "{}"),
                asks("setting set capacity 20", "settings/set", "{'capacity':20}"),
                asks("share on", "share/on", "{}"),
                asks("share on https://meet.example http://other.example:4080", "share/on",
                        "{'rendezvous':'https://meet.example, http://other.example:4080'}"),
                asks("share off", "share/off", "{}"),
                asks("share status", "share/status", "{}"),
                asks("owner link", "owner/link", "{}"));
    }

    private static Arguments asks(String line, String operation, String arguments) {
        return Arguments.of(line, operation, arguments.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void asksItsOperationFromTheDataDirectory(String line, String operation, String arguments) throws Exception {
        assertEquals(0, freehold(line + " --data " + folder), err.toString());
        NotingDomain.Asked last = domain().asked.getLast();
        assertEquals(operation, last.operation());
        // Read again: a number is the same number whatever class holds it.
        assertEquals(new JsonMapper().readTree(arguments), new JsonMapper().readTree(last.arguments().toString()));
        assertTrue(last.caller().isShell());
        assertTrue(operation.equals("export") || out.toString().strip().length() > 10, "says nothing: " + out);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void tellsTheSameAsTheApiFromElsewhere(String line, String operation, String arguments) throws Exception {
        if (!operation.equals("people/list")) {
            domain().answer(operation, "{\"answer\": [1, \"two\"], \"plan\": \"abc\"}");
        }
        Path file = folder.resolve("person.key");
        SigningKey key = key(file);
        domain().trust(key);
        ObjectNode asked = (ObjectNode) new JsonMapper().readTree(arguments);
        ObjectNode answer;
        try (ApiClient client = ApiClient.to(domain().url(), key, null, InstantSource.system(), random)) {
            answer = assertInstanceOf(ApiAnswer.Done.class, client.ask(operation, asked)).answer();
        }
        String as = Set.of("banlist/subscribe", "banlist/repin").contains(operation) ? " --as " : " --key ";
        assertEquals(0, freehold(line + " --json --url " + domain().url() + "/#place" + as + file), err.toString());
        assertEquals(answer, new JsonMapper().readTree(out.toString()));
        assertEquals(domain().asked.getFirst().arguments(), domain().asked.getLast().arguments());
        assertEquals(domain().asked.getFirst().caller(), domain().asked.getLast().caller());
    }

    @Test
    void speaksInSentences() throws Exception {
        domain().answer("ban/add", """
                {"ban": {"subject": "key:%s", "action": "deny", "until": "2026-12-01T00:00:00Z"}, "hit": 1}
                """.formatted(KEY));
        assertEquals(0, freehold("ban Mallory --reason Flood --category flooding --until 2026-12-01 --data " + folder));
        assertEquals("Mallory is out. The ban ends 2026-12-01.\n", out.toString());
    }

    @Test
    void showsPeopleInColumns() throws Exception {
        domain().answer("people/list", """
                {"here": [{"handle": 7, "name": "Mal\\u202e\\u001b[2J", "fingerprint": "%s", "standing": "newcomer",
                           "since": "2026-11-20T12:00:00Z", "muted": true, "quarantined": false}], "lately": []}
                """.formatted(KEY));
        assertEquals(0, freehold("people --data " + folder));
        assertEquals(
                """
                        NO.  NAME      STANDING  FINGERPRINT  KNOWN AS  SINCE                 LINE
                        7    Mal??[2J  newcomer  kPrK_qmx     -         2026-11-20 12:00 UTC  lost  muted

                        Nobody else was here lately.
                        """,
                out.toString());
    }

    @Test
    void aNameThatFitsTwoPeopleIsNotGuessedAt() throws Exception {
        assertEquals(1, freehold("unban Twin --data " + folder));
        assertTrue(err.toString().contains("Twin key:aaaaaaaa-") && err.toString().contains("Twin key:bbbbbbbb-"),
                err.toString());
        assertEquals(1, freehold("unban nobody --data " + folder));
        assertTrue(err.toString().contains("freehold people"), err.toString());
    }

    @Test
    void saysWhyTheDomainRefuses() throws Exception {
        domain().answer("banlist/apply", "{\"refuse\": \"plan-changed\"}");
        assertEquals(1, freehold("banlist apply s1 --plan old --data " + folder));
        assertEquals("the value is wrong\nTake another.\n", err.toString());
        err.getBuffer().setLength(0);
        assertEquals(1, freehold("banlist apply s1 --plan old --json --data " + folder));
        assertEquals("plan-changed", new JsonMapper().readTree(err.toString()).path("code").asText());
        assertEquals("", out.toString());
    }

    @Test
    void whoIsOnSomebodysListAppealsWithTheirOwnKey() throws Exception {
        domain().answer("appeal/make",
                "{\"id\": \"a-1\", \"list\": \"main\", \"entry\": \"e-1-1\", \"state\": \"open\"}");
        Path file = folder.resolve("person.key");
        SigningKey key = key(file);
        String as = " --key " + file;
        Path words = Files.writeString(folder.resolve("words.txt"), "It was my brother.");
        ObjectNode expected = Conversation.arguments().put("list", "main").put("text", "It was my brother.");
        for (String line : List.of(
                "appeal make " + domain().url() + " main", "appeal make " + domain().url() + "/lists/main",
                "appeal make " + domain().url() + "/appeals?list=main")) {
            assertEquals(0, freehold(line + as + " --file " + words), err.toString());
            NotingDomain.Asked last = domain().asked.getLast();
            assertEquals("appeal/make", last.operation());
            assertEquals(expected, last.arguments());
            assertEquals(Thumbprint.of(key.publicKey()), last.caller().key());
        }
        assertTrue(out.toString().startsWith("Sent as a-1, about the entry e-1-1. 'freehold appeal mine "),
                out.toString());

        domain().answer("appeal/mine", """
                {"appeals": [{"id": "a-1", "list": "main", "entry": "e-1-1", "at": "2026-11-20T12:00:00Z",
                              "state": "accepted", "answer": "Sorry."}]}
                """);
        out.getBuffer().setLength(0);
        assertEquals(0, freehold("appeal mine " + domain().url() + as), err.toString());
        assertEquals("""
                ID   LIST  STATE     AT                    ANSWER
                a-1  main  accepted  2026-11-20 12:00 UTC  Sorry.
                """, out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, freehold("appeal mine " + domain().url() + "/appeals --json" + as), err.toString());
        assertEquals("Sorry.", new JsonMapper().readTree(out.toString()).at("/appeals/0/answer").asText());
    }

    @Test
    void whoHasNoPermissionIsToldSo() throws Exception {
        Path file = folder.resolve("person.key");
        key(file);
        assertEquals(1, freehold("people --url " + domain().url() + " --key " + file));
        assertTrue(err.toString().contains("not permitted") && err.toString().contains("Ask the owner"),
                err.toString());
        assertTrue(domain().asked.isEmpty());
    }

    @Test
    void wrongUsageIsTold() {
        assertEquals(2, freehold("people --url http://localhost:1 --data " + folder));
        assertEquals(2, freehold("people --url http://localhost:1"));
        assertEquals(2, freehold("people --key x --data " + folder));
        assertEquals(2, freehold("ban 7 --category spam --data " + folder));
        assertEquals(2, freehold("ban 7 --reason R --category spam --until tomorrow --data " + folder));
        assertEquals(2, freehold("mute 7 --data " + folder));
        assertEquals(2, freehold("permission set --data " + folder));
        assertEquals(2, freehold("permission set open --gate all-except --data " + folder));
        assertEquals(2, freehold("banlist level s1 --data " + folder));
        assertEquals(2, freehold("banlist leave s1 --now --adopt --data " + folder));
        assertEquals(2, freehold("appeal decide a1 perhaps --answer x --data " + folder));
        assertEquals(2, freehold("appeal make https://a.example main --text x"), "without a key");
        assertEquals(2, freehold("appeal make https://a.example main --key x"));
        assertEquals(2, freehold("appeal make https://a.example main --key x --text x --file x"));
        assertEquals(2, freehold("appeal make https://a.example --key x --text x"), "without a list");
        assertEquals(2, freehold("appeal mine mailto:ada@a.example --key x"));
        assertEquals(2, freehold("banlist"));
        assertTrue(domain().asked.isEmpty());
    }

    @Test
    void aDomainThatDoesNotRunIsTold() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        assertEquals(1, freehold("people --data " + other));
        assertTrue(err.toString().contains("no domain runs on this folder"), err.toString());
        domain().close();
        assertEquals(1, freehold("people --data " + folder));
        assertTrue(err.toString().contains("does not answer"), err.toString());
    }

    @Test
    void aFileThatIsNoKeyIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("no.key"), "hello");
        assertEquals(1, freehold("people --url " + domain().url() + " --key " + file));
        assertTrue(err.toString().contains("no.key: not a person's key"), err.toString());
    }

    @Test
    void exportsTheAuditLogAndVerifiesTheFileWithoutADomain() throws Exception {
        List<String> lines = new ArrayList<>();
        AuditChain.Head head = AuditChain.Head.EMPTY;
        for (int i = 0; i < 3; i++) {
            AuditChain.Line line = AuditChain.next(head, new AuditRecord(
                    InstantSource.system().instant(), "shell", "people/kick", "key:" + KEY, Conversation.arguments()));
            lines.add(line.text());
            head = line.head();
        }
        Path file = folder.resolve("audit.jsonl");
        Files.write(file, lines);
        assertEquals(0, freehold("audit verify " + file));
        assertTrue(out.toString().contains("3 entries") && out.toString().contains(head.hash()), out.toString());
        Files.writeString(file, Files.readString(file).replaceFirst("people/kick", "people/warn"));
        assertEquals(1, freehold("audit verify " + file));
        assertTrue(err.toString().contains("line 2"), err.toString());
        assertTrue(domain().asked.isEmpty(), "no domain is needed");
    }

    @Test
    void importSendsTheTextOfTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("list.txt"), "home:bad.example\n");
        domain().answer("import", """
                {"drafts": [{"subject": "home:bad.example", "action": "deny", "category": "other", "reason": ""}],
                 "skipped": [{"line": 2, "why": "too broad"}]}
                """);
        assertEquals(0, freehold("banlist import " + file + " --format plain --data " + folder));
        assertEquals("home:bad.example\n", domain().asked.getLast().arguments().path("text").asText());
        assertTrue(
                out.toString().contains("home:bad.example") && out.toString().contains("Line 2 is left out: too broad"),
                out.toString());
    }

    private int freehold(String line) {
        return FreeholdLine.run(List.of(line.split(" ", -1)), new PrintWriter(out), new PrintWriter(err));
    }

    /** A key as {@code freehold visit --key} makes it. */
    private static SigningKey key(Path file) throws Exception {
        VisitorKey.inFile(file);
        return KeyReading.of(file, new PassphraseOption());
    }
}
