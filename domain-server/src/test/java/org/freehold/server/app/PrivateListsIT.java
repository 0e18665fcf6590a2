// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.federation.FaultyServer;
import org.freehold.server.signature.RequestSigner;
import org.freehold.server.signature.SignatureHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists that only some may read, and lists that everybody may, from anywhere. */
@Timeout(120)
final class PrivateListsIT {
    private static final Duration SIX_MINUTES = Duration.ofMinutes(6);
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> FILES = List.of("", ".jws", ".keys", "/changes?since=0");

    private final TestClock clock = new TestClock();
    private final SecureRandom random = new SecureRandom();
    private final String mallory = Thumbprint.of("mallory");

    @TempDir
    private Path folder;

    @BeforeEach
    void folders() throws Exception {
        for (String name : new String[] {"a", "b"}) {
            Files.createDirectories(folder.resolve(name));
            Files.writeString(folder.resolve(name).resolve("freehold.toml"), "[lists]\nprivate_addresses = true\n");
        }
    }

    @Test
    void aPrivateListIsFollowedByADomainThatItsOwnerNamed() throws Exception {
        try (TestDomain first = start("a"); TestDomain second = start("b")) {
            Asked a = new Asked(first);
            Asked b = new Asked(second);
            JsonNode published = publish(a, true);
            JsonNode refused = b.ask("banlist/subscribe", "{'url':'%s','key':'%s','level':'enforce'}",
                    published.path("url").asText(), published.path("key").asText());
            String own = b.ask("banlist/create", "{'name':'ours'}").path("key").asText();
            assertTrue(refused.path("problem").asText().contains("not-a-reader")
                    && refused.path("problem").asText().contains(own), refused.toString());

            JsonNode named = a.ask("banlist/readers", "{'name':'main','reader':'%s'}", own);
            assertEquals(own, named.path("readers").path(0).asText());
            clock.pass(SIX_MINUTES);
            b.ask("banlist/refresh", "{'id':'main'}");
            b.ask("banlist/apply", "{'id':'main','plan':'%s'}",
                    b.ask("banlist/preview", "{'id':'main'}").path("plan").asText());
            assertFalse(b.admits(mallory));

            String later = Thumbprint.of("later");
            for (String each : List.of(Thumbprint.of("between"), later)) {
                add(a, each);
                a.ask("banlist/publish", "{'name':'main'}");
            }
            clock.pass(SIX_MINUTES);
            b.ask("banlist/refresh", "{'id':'main'}");
            assertFalse(b.admits(later), "the documents between are for readers, too");

            String key = a.ask("key/rotate", "{}").path("key").asText();
            clock.pass(SIX_MINUTES);
            b.ask("banlist/refresh", "{'id':'main'}");
            assertEquals(key, subscription(b).path("key").asText(), "a reader follows a change of the key");

            a.ask("banlist/readers", "{'name':'main','reader':'%s','on':false}", own);
            clock.pass(SIX_MINUTES);
            b.ask("banlist/refresh", "{'id':'main'}");
            assertTrue(subscription(b).path("problem").asText().contains("not-a-reader"));
            assertFalse(b.admits(mallory), "who may not read any more keeps what is in force");
        }
    }

    @Test
    void nobodyElseReadsAPrivateList() throws Exception {
        SigningKey reader = SigningKey.create(random);
        SigningKey stranger = SigningKey.create(random);
        try (TestDomain first = start("a")) {
            Asked a = new Asked(first);
            JsonNode published = publish(a, true);
            String url = published.path("url").asText();
            String key = published.path("key").asText();
            a.ask("banlist/readers", "{'name':'main','reader':'%s'}", reader.thumbprint());
            for (String file : FILES) {
                HttpResponse<byte[]> unsigned = get(first, url + file);
                assertEquals(401, unsigned.statusCode(), file);
                assertEquals("not-signed", code(unsigned));
                assertTrue(unsigned.headers().firstValue("accept-signature").orElse("").contains("freehold-api"));
                HttpResponse<byte[]> other = get(first, url + file, key, stranger, clock);
                assertEquals(403, other.statusCode(), file);
                assertEquals("not-a-reader", code(other));
                HttpResponse<byte[]> read = get(first, url + file, key, reader, clock);
                assertEquals(200, read.statusCode(), file);
                assertTrue(read.headers().firstValue("cache-control").orElse("").contains("private"), file);
                assertTrue(read.headers().firstValue("access-control-allow-origin").isEmpty(), file);
            }
            InstantSource late = () -> clock.instant().minus(SIX_MINUTES);
            assertEquals("not-signed", code(get(first, url, key, reader, late)), "a signature is good for minutes");
            assertEquals("other-domain", code(get(first, url, mallory, reader, clock)), "signed for another domain");
            HttpResponse<byte[]> wellKnown = get(first, first.link() + ".well-known/freehold");
            assertFalse(new String(wellKnown.body(), StandardCharsets.UTF_8).contains(url));
            assertEquals(200, get(first, url + "/criteria").statusCode(), "who is listed may know by which rules");
        }
        try (TestDomain first = start("a")) {
            String url = new Asked(first).ask("banlist/list", "{}").path("published").path(0).path("name").asText();
            assertEquals(401, get(first, first.link() + "lists/" + url).statusCode(), "also after another start");
        }
    }

    @Test
    void readersAreNamedOnlyForPrivateListsAndByTheirKeys() throws Exception {
        try (TestDomain first = start("a")) {
            Asked a = new Asked(first);
            publish(a, false);
            a.ask("banlist/create", "{'name':'friends','private':true}");
            assertEquals("not-private", a.refused("banlist/readers", "{'name':'main','reader':'%s'}", mallory));
            assertEquals("bad-value", a.refused("banlist/readers", "{'name':'friends','reader':'friend.example'}"));
            assertEquals("nothing-changes",
                    a.refused("banlist/readers", "{'name':'friends','reader':'%s','on':false}", mallory));
            a.ask("banlist/readers", "{'name':'friends','reader':'%s'}", mallory);
            assertEquals("nothing-changes", a.refused("banlist/readers", "{'name':'friends','reader':'%s'}", mallory));
        }
    }

    @Test
    void aListIsFollowedFromAMirrorBecauseItIsSigned() throws Exception {
        try (FaultyServer mirror = new FaultyServer(); TestDomain second = start("b")) {
            String key;
            try (TestDomain first = start("a")) {
                JsonNode published = publish(new Asked(first), false);
                key = published.path("key").asText();
                String url = published.path("url").asText();
                mirror.ok("/copy.json", "application/json", get(first, url).body());
                mirror.ok("/copy.json.jws", "text/plain", get(first, url + ".jws").body());
            }
            Asked b = new Asked(second);
            JsonNode made = b.ask("banlist/subscribe", "{'url':'%s','key':'%s','level':'enforce'}",
                    mirror.url("/copy.json"), key);
            b.ask("banlist/apply", "{'id':'%s','plan':'%s'}",
                    made.path("id").asText(), made.path("preview").path("plan").asText());
            assertFalse(b.admits(mallory), "the publisher is gone, and what it signed is believed from anywhere");
            assertTrue(mirror.requests().stream().noneMatch(each -> each.contains("Signature")),
                    "who does not ask learns no key");
        }
    }

    private JsonNode publish(Asked a, boolean isPrivate) throws Exception {
        a.ask("banlist/create", "{'name':'main','title':'Main','private':%s}", isPrivate);
        add(a, mallory);
        return a.ask("banlist/publish", "{'name':'main'}");
    }

    private static void add(Asked a, String fingerprint) throws Exception {
        a.ask("banlist/add", "{'name':'main','subject':'key:%s','category':'flooding','reason':'object flood'}",
                fingerprint);
    }

    private static JsonNode subscription(Asked b) throws Exception {
        return b.ask("banlist/list", "{}").path("subscriptions").path(0);
    }

    private TestDomain start(String name) throws Exception {
        return TestDomain.start(folder.resolve(name), null, 0, clock);
    }

    private static String code(HttpResponse<byte[]> response) throws Exception {
        return JSON.readTree(response.body()).path("code").asText();
    }

    private static HttpResponse<byte[]> get(TestDomain domain, String url) throws Exception {
        return domain.http().send(
                HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(
            TestDomain domain, String url, String domainKey, SigningKey key, InstantSource time) throws Exception {
        URI target = URI.create(url);
        SignatureHeaders signature = new RequestSigner(key, time, random)
                .sign("GET", target.getRawAuthority(), target.getRawPath(), domainKey, new byte[0]);
        HttpRequest request = HttpRequest.newBuilder(target)
                .header("Content-Digest", signature.contentDigest())
                .header("Freehold-Domain", signature.domain())
                .header("Signature-Input", signature.input())
                .header("Signature", signature.signature())
                .build();
        return domain.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
