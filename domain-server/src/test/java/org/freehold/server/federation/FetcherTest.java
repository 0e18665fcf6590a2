// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocketFactory;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.signature.AcceptSignature;
import org.freehold.server.signature.RequestSigner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of strangers' servers, good and bad. */
final class FetcherTest {
    private static final String TYPE = "application/vnd.freehold.banlist+json";
    private static final int MAX = 100_000;
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    private static final String DOMAIN = "23evS5I21HMqEWaLk7TbZdydYQLCwwuq_12m4kF7HuU";

    private final SecureRandom random = new SecureRandom();

    private FaultyServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void getsADocumentAndItsEtag() {
        server.ok("/list", TYPE + "; charset=utf-8", BODY, "ETag: \"abc\"");

        Fetch.Got got = got("/list");

        assertArrayEquals(BODY, got.bytes());
        assertEquals("\"abc\"", got.etag());
        assertTrue(server.requests().getFirst().contains("\r\nHost: 127.0.0.1:" + server.port() + "\r\n"));
    }

    @Test
    void asksOnlyForWhatIsNewer() {
        server.raw("/list", "HTTP/1.1 304 Not Modified\r\n\r\n");

        assertInstanceOf(Fetch.NotModified.class, fetch(server.url("/list"), "\"abc\""));
        assertTrue(server.requests().getFirst().contains("\r\nIf-None-Match: \"abc\"\r\n"));
    }

    @Test
    void signsOnlyWhenAsked() {
        RequestSigner signer = new RequestSigner(SigningKey.create(random), InstantSource.system(), random);
        Fetch.Proof proof = new Fetch.Proof(signer, DOMAIN);
        server.ok("/open", TYPE, BODY);
        server.raw("/login", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\n\r\n");
        server.raw("/private", "HTTP/1.1 401 No\r\nAccept-Signature: " + AcceptSignature.VALUE + "\r\n\r\n");

        Fetcher fetcher = fetcher(Resolver.system(), true);
        for (String path : List.of("/open", "/login", "/private")) {
            fetcher.fetch(new Fetch(server.url(path), Set.of(TYPE), null, MAX, MAX, proof));
        }
        fetch(server.url("/private"), null);

        List<String> signed =
                server.requests().stream().filter(each -> each.contains("\r\nSignature: ")).toList();
        assertEquals(1, signed.size(), server.requests().toString());
        assertTrue(signed.getFirst().startsWith("GET /private "), signed.toString());
        assertTrue(signed.getFirst().contains("\r\nFreehold-Domain: " + DOMAIN + "\r\n"), signed.toString());
        assertEquals(5, server.requests().size(), server.requests().toString());
    }

    @Test
    void doesNotSignForAServerThatItWasSentOnTo() throws IOException {
        RequestSigner signer = new RequestSigner(SigningKey.create(random), InstantSource.system(), random);
        try (FaultyServer other = new FaultyServer()) {
            other.raw("/list", "HTTP/1.1 401 No\r\nAccept-Signature: " + AcceptSignature.VALUE + "\r\n\r\n");
            server.raw("/list", "HTTP/1.1 302 x\r\nLocation: " + other.url("/list") + "\r\n\r\n");

            Fetch fetch = new Fetch(
                    server.url("/list"), Set.of(TYPE), null, MAX, MAX, new Fetch.Proof(signer, DOMAIN));
            assertEquals("http-401", ((Fetch.Failed) fetcher(Resolver.system(), true).fetch(fetch)).fault().code());
            assertEquals(1, other.requests().size());
        }
    }

    @Test
    void takesNotModifiedForAFaultWhenItWasNotAsked() {
        server.raw("/list", "HTTP/1.1 304 Not Modified\r\n\r\n");

        assertEquals("http-304", fault("/list"));
    }

    @Test
    void unpacksGzipAndChunks() throws IOException {
        byte[] packed = FaultyServer.gzip(BODY);
        server.answer("/list", out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: " + TYPE
                    + "\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (byte each : packed) {
                out.write(new byte[] {'1', '\r', '\n', each, '\r', '\n'});
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });

        assertArrayEquals(BODY, got("/list").bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 429, 500, 502, 503})
    void takesEveryOtherStatusForAFault(int status) {
        server.answer("/list", out -> out.write(FaultyServer.head(status, TYPE, 0)));

        assertEquals("http-" + status, fault("/list"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain", "application/octet-stream", ""})
    void refusesOtherMediaTypes(String type) {
        server.ok("/list", type, "<html>Welcome to this hotel</html>".getBytes(StandardCharsets.UTF_8));

        assertEquals("bad-type", fault("/list"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "cut | HTTP/1.1 200 OK\\r\\nContent-Type: T\\r\\nContent-Length: 10\\r\\n\\r\\n{}",
            "cut | HTTP/1.1 200 OK\\r\\nContent-Type: T\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n9\\r\\n{}",
            "cut | HTTP/1.1 200 OK\\r\\nContent-Type: T\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\n{}\\r\\n",
            "cut | HTTP/1.1 200 OK\\r\\nContent-Type: T\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n-1\\r\\n{}\\r\\n0\\r\\n\\r\\n",
            "cut | HTTP/1.1 200 OK\\r\\nContent-Type: T",
            "cut | ''",
            "no-length | HTTP/1.1 200 OK\\r\\nContent-Type: T\\r\\n\\r\\n{}",
            "no-length | HTTP/1.1 200 OK\\r\\nContent-Type: T\\r\\nContent-Length: -2\\r\\n\\r\\n{}",
            "not-http | SSH-2.0-OpenSSH\\r\\n",
            "not-http | HTTP/1.1 999 OK\\r\\n\\r\\n",
            "not-http | HTTP/1.1 200 OK\\r\\nno header\\r\\n\\r\\n",
            "not-http | HTTP/1.1 302 Found\\r\\n\\r\\n",
            "not-http | HTTP/1.1 200 OK\\r\\nContent-Type: T\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n",
            "bad-encoding | HTTP/1.1 200 OK\\r\\nContent-Type: T\\r\\nContent-Length: 2\\r\\nContent-Encoding: br\\r\\n\\r\\n{}",
            "bad-encoding | HTTP/1.1 200 OK\\r\\nContent-Type: T\\r\\nContent-Length: 2\\r\\nContent-Encoding: gzip\\r\\n\\r\\n{}x",
    })
    void tellsBrokenAnswersFromWholeOnes(String code, String response) {
        server.raw("/list", response.replace("\\r\\n", "\r\n").replace("Content-Type: T", "Content-Type: " + TYPE));

        String found = fault("/list");

        // Two bytes of gzip are too few to tell it from a cut one.
        assertTrue(found.equals(code) || (code.equals("bad-encoding") && found.equals("cut")), found);
    }

    @Test
    void endsWhereTheSizeIsTooLarge() throws IOException {
        byte[] large = new byte[MAX + 1];
        byte[] bomb = FaultyServer.gzip(new byte[50_000_000]);
        assertTrue(bomb.length < MAX, "the bomb is small when packed");
        server.ok("/announced", TYPE, large);
        server.ok("/exactly", TYPE, new byte[MAX]);
        server.ok("/bomb", TYPE, bomb, "Content-Encoding: gzip");
        server.answer("/endless", out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: " + TYPE + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("5\r\naaaaa\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
        server.answer("/headers", out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("X-A: aaaaaaaaaaaaaaaaaaaa\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });

        assertEquals(MAX, got("/exactly").bytes().length);
        for (String path : List.of("/announced", "/bomb", "/endless", "/headers")) {
            assertEquals("too-large", fault(path), path);
        }
    }

    @Test
    void limitsWhatTravelsApartFromWhatIsUnpacked() throws IOException {
        byte[] packed = FaultyServer.gzip(BODY);
        server.ok("/packed", TYPE, packed, "Content-Encoding: gzip");
        server.answer("/chunks", out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: " + TYPE
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (byte each : packed) {
                out.write(new byte[] {'1', '\r', '\n', each, '\r', '\n'});
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        for (String path : List.of("/packed", "/chunks")) {
            assertArrayEquals(BODY,
                    assertInstanceOf(Fetch.Got.class, limited(path, BODY.length, packed.length), path).bytes());
            for (Fetch.Result result : List.of(
                    limited(path, BODY.length - 1, packed.length), limited(path, BODY.length, packed.length - 1))) {
                assertEquals("too-large", assertInstanceOf(Fetch.Failed.class, result, path).fault().code(), path);
            }
        }
    }

    private Fetch.Result limited(String path, int maxBytes, int maxPackedBytes) {
        return fetcher(Resolver.system(), true)
                .fetch(new Fetch(server.url(path), Set.of(TYPE), null, maxBytes, maxPackedBytes));
    }

    @Test
    void followsThreeRedirectsAndNotFour() {
        for (int i = 0; i < 5; i++) {
            server.raw("/" + i, "HTTP/1.1 302 Found\r\nLocation: /" + (i + 1) + "\r\n\r\n");
        }
        server.ok("/5", TYPE, BODY);

        assertArrayEquals(BODY, got("/2").bytes());
        assertEquals("too-many-redirects", fault("/1"));
    }

    @Test
    void leavesALoopOfRedirects() {
        server.raw("/a", "HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n");
        server.raw("/b", "HTTP/1.1 301 Moved\r\nLocation: /a\r\n\r\n");

        assertEquals("too-many-redirects", fault("/a"));
        assertEquals(4, server.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a.example/", "file:///etc/passwd", "gopher://a.example/", "http://u:p@a.example/",
            "http:///x",
            "jar:http://a.example!/", "//"})
    void refusesRedirectsToOtherThanHttp(String location) {
        server.raw("/a", "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n");

        assertEquals("bad-url", fault("/a"));
    }

    @Test
    void refusesPortsOfOtherServices() {
        server.raw("/a", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:25/\r\n\r\n");

        assertEquals("bad-port", fault("/a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]", "localhost", "169.254.169.254", "10.0.0.1", "[::ffff:127.0.0.1]",
            "[fd00::1]",
            "0.0.0.0", "2130706433", "0x7f.1", "127.1"})
    void doesNotKnockBesideThePublicInternet(String host) {
        Fetcher careful = fetcher(Resolver.system(), false);
        server.ok("/list", TYPE, BODY);

        Fetch.Failed failed = assertInstanceOf(
                Fetch.Failed.class,
                careful.fetch(new Fetch(
                        URI.create("http://" + host + ":" + server.port() + "/list"), Set.of(TYPE), null, MAX)));

        assertTrue(Set.of("private-address", "unknown-host", "bad-url").contains(failed.fault().code()),
                failed.toString());
        assertEquals(List.of(), server.requests());
    }

    @Test
    void checksTheAddressOfEachRedirectAnew() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        AtomicInteger asked = new AtomicInteger();
        Resolver resolver = host -> {
            asked.incrementAndGet();
            return List.of(host.equals("inside.example") ? loopback : InetAddress.getByName("203.0.113.9"));
        };
        Fetcher careful = fetcher(resolver, false);

        Fetch.Failed first = (Fetch.Failed) careful.fetch(
                new Fetch(URI.create("http://inside.example:" + server.port() + "/"), Set.of(TYPE), null, MAX));
        Fetch.Failed second = (Fetch.Failed) careful.fetch(
                new Fetch(URI.create("http://documentation.example/"), Set.of(TYPE), null, MAX));

        assertEquals("private-address", first.fault().code());
        assertEquals("private-address", second.fault().code());
        assertEquals(2, asked.get());
        assertEquals(List.of(), server.requests());
    }

    @Test
    void connectsToTheVeryAddressThatWasChecked() {
        server.ok("/list", TYPE, BODY);
        AtomicInteger asked = new AtomicInteger();
        // Rebinding: whoever asks a second time gets another address.
        Fetcher fetcher = fetcher(host -> {
            assertEquals("list.example", host);
            return List.of(asked.getAndIncrement() == 0
                    ? InetAddress.getLoopbackAddress()
                    : InetAddress.getByName("192.0.2.1"));
        }, true);

        Fetch.Result result = fetcher.fetch(
                new Fetch(URI.create("http://list.example:" + server.port() + "/list"), Set.of(TYPE), null, MAX));

        assertInstanceOf(Fetch.Got.class, result);
        assertEquals(1, asked.get());
        assertTrue(server.requests().getFirst().contains("\r\nHost: list.example:" + server.port() + "\r\n"));
    }

    @Test
    void isNotHeldUpByATrickle() {
        server.answer("/slow", out -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (true) {
                out.write('a');
                out.flush();
                LockSupport.parkNanos(20_000_000);
            }
        });
        Fetcher hurried = new Fetcher(
                Resolver.system(), (SSLSocketFactory) SSLSocketFactory.getDefault(), true, Duration.ofSeconds(1),
                Duration.ofMillis(300));

        Fetch.Failed failed =
                (Fetch.Failed) hurried.fetch(new Fetch(server.url("/slow"), Set.of(TYPE), null, MAX));

        assertEquals("too-slow", failed.fault().code());
    }

    @Test
    void saysWhenNobodyAnswers() throws IOException {
        URI gone = server.url("/list");
        server.close();

        assertEquals("no-connection", ((Fetch.Failed) fetch(gone, null)).fault().code());
    }

    @Test
    void saysWhenTheOtherSideSpeaksNoTls() {
        URI url = URI.create("https://127.0.0.1:" + server.port() + "/list");

        assertEquals("tls", ((Fetch.Failed) fetch(url, null)).fault().code());
    }

    @Test
    void tellsHowLongTheServerWantsToBeLeftAlone() {
        server.answer("/list", out -> out.write(FaultyServer.head(429, TYPE, 0, "Retry-After: 900")));

        assertEquals(900, ((Fetch.Failed) fetch(server.url("/list"), null)).retryAfterSeconds());
    }

    private Fetch.Got got(String path) {
        return assertInstanceOf(Fetch.Got.class, fetch(server.url(path), null));
    }

    private String fault(String path) {
        return assertInstanceOf(Fetch.Failed.class, fetch(server.url(path), null)).fault().code();
    }

    private static Fetch.Result fetch(URI url, @Nullable String etag) {
        return fetcher(Resolver.system(), true).fetch(new Fetch(url, Set.of(TYPE), etag, MAX));
    }

    private static Fetcher fetcher(Resolver resolver, boolean privateAddresses) {
        return new Fetcher(
                resolver, (SSLSocketFactory) SSLSocketFactory.getDefault(), privateAddresses, Duration.ofSeconds(5),
                Duration.ofSeconds(10));
    }
}
