// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.NoLeaks;
import org.freehold.server.transport.Treatment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
final class RoutesTest {
    private static final StaticFiles FILES = StaticFiles.of(Map.of(
            "/index.html", bytes("<!doctype html>"),
            "/index.html.gz", bytes("gzipped page"),
            "/admin.html", bytes("<!doctype html><title>Admin"),
            "/appeals.html", bytes("<!doctype html><title>Appeal"),
            "/assets/main-1a2b.js", bytes("let a"),
            "/assets/main-1a2b.js.gz", bytes("gzipped"),
            "/assets/main-1a2b.js.br", bytes("brotli"),
            "/assets/lone.gz", bytes("a file that ends so")));

    private static final DomainInfo DOMAIN = new DomainInfo("a", "c", () -> 1, () -> 0, () -> null,
            JsonNodeFactory.instance::objectNode);

    private final Metrics metrics = new Metrics();
    private String unwell = "";
    private final Routes routes = new Routes(
            FILES,
            new DomainInfo("Harbour", "0.1.0", () -> 4080, () -> 3, () -> unwell.isEmpty() ? null : unwell,
                    JsonNodeFactory.instance::objectNode),
            metrics,
            new Responses(false),
            List.of());

    @Test
    void servesTheStartPageAndHasItCheckedEachTime() {
        FullHttpResponse page = get("/");
        assertEquals(200, page.status().code());
        assertEquals("<!doctype html>", body(page));
        assertEquals("text/html; charset=utf-8", page.headers().get("content-type"));
        assertEquals("no-cache", page.headers().get("cache-control"));
        assertEquals(body(page), body(get("/index.html?x=y")));
    }

    @Test
    void servesTheAdminPageAtItsShortAddress() {
        assertEquals("<!doctype html><title>Admin", body(get("/admin")));
        assertEquals("no-cache", get("/admin").headers().get("cache-control"));
    }

    @Test
    void servesThePageForWhoIsListedToWhoeverWantsAPage() {
        FullHttpResponse page = get("/appeals?list=main");
        assertEquals("<!doctype html><title>Appeal", body(page));
        assertEquals("accept, accept-encoding", page.headers().get("vary"));
    }

    @Test
    void letsHashedNamesBeKeptForEver() {
        assertEquals("public, max-age=31536000, immutable", get("/assets/main-1a2b.js").headers().get("cache-control"));
    }

    @Test
    void sendsTheSmallestFormThatTheClientReads() {
        assertForm("br", "brotli", "gzip, deflate, br, zstd");
        assertForm("gzip", "gzipped", "gzip;q=0.5");
        assertForm("gzip", "gzipped", "GZIP, br;q=0");
        assertForm(null, "let a", "identity");
        assertForm(null, "let a", "*");
        assertForm(null, "let a", "br;q=0.000, gzip; q=0");
    }

    @Test
    void saysTheHashOfTheBytesThatItSends() throws Exception {
        for (String accepted : List.of("identity", "gzip", "br")) {
            FullHttpResponse response = get("/assets/main-1a2b.js", "accept-encoding", accepted);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(body(response)));
            assertEquals(
                    "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":",
                    response.headers().get("repr-digest"), accepted);
        }
        FullHttpResponse known = get("/", "if-none-match", get("/").headers().get("etag"));
        assertNull(known.headers().get("repr-digest"), "nothing is sent");
        assertNull(get("/nothing").headers().get("repr-digest"));
    }

    @Test
    void givesEachFormATagOfItsOwnAndKnowsItAgain() {
        FullHttpResponse gzip = get("/assets/main-1a2b.js", "accept-encoding", "gzip");
        FullHttpResponse plain = get("/assets/main-1a2b.js");
        assertFalse(gzip.headers().get("etag").equals(plain.headers().get("etag")));
        assertEquals("accept-encoding", gzip.headers().get("vary"));
        FullHttpResponse again =
                get("/assets/main-1a2b.js", "if-none-match", "\"other\", W/" + plain.headers().get("etag"));
        assertEquals(304, again.status().code());
        assertEquals("", body(again));
        assertNull(again.headers().get("content-length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/nothing", "/assets", "/assets/", "/../pom.xml", "/assets/../../etc/passwd", "//etc/passwd",
            "/%2e%2e/index.html", "/index.html/", "/INDEX.HTML", "/index.html.gz", "http://a/index.html", "*", ""})
    void hasNothingElse(String path) {
        FullHttpResponse response = get(path);
        assertEquals(404, response.status().code());
        assertEquals("There is nothing at this address.\n", body(response));
    }

    @Test
    void servesAFileThatOnlyLooksCompressed() {
        assertEquals("application/octet-stream", get("/assets/lone.gz").headers().get("content-type"));
    }

    @Test
    void answersOnlyGetAndHead() {
        FullHttpResponse response = answer(HttpMethod.DELETE, "/");
        assertEquals(405, response.status().code());
        assertEquals("GET, HEAD", response.headers().get("allow"));
        assertEquals(200, answer(HttpMethod.HEAD, "/").status().code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/healthz", "/metrics", "/.well-known/freehold", "/assets/main-1a2b.js"})
    void protectsEveryResponse(String path) {
        var headers = get(path).headers();
        assertTrue(headers.get("content-security-policy")
                .startsWith("default-src 'self'; script-src 'self' 'wasm-unsafe-eval';"));
        assertEquals("nosniff", headers.get("x-content-type-options"));
        assertEquals("no-referrer", headers.get("referrer-policy"));
        assertTrue(headers.contains("permissions-policy"));
    }

    @Test
    void keepsWindowsApartOnlyOverTlsWhereBrowsersDoIt() {
        assertNull(get("/").headers().get("cross-origin-opener-policy"));
        Routes secure = new Routes(FILES, DOMAIN, metrics, new Responses(true), List.of());
        assertEquals("same-origin-allow-popups",
                answer(secure, new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"))
                        .headers().get("cross-origin-opener-policy"));
    }

    @Test
    void saysWhetherTheDomainIsWell() {
        assertEquals("ok\n", body(get("/healthz")));
        unwell = "The disk is full.";
        FullHttpResponse response = get("/healthz");
        assertEquals(503, response.status().code());
        assertEquals("The disk is full.\n", body(response));
    }

    @Test
    void showsTheMetrics() {
        metrics.connectionOpened();
        FullHttpResponse response = get("/metrics");
        assertTrue(response.headers().get("content-type").startsWith("text/plain; version=0.0.4"));
        assertTrue(body(response).contains("\nfreehold_connections 1.0\n"), body(response));
    }

    @Test
    void readsTheClientFromAFolder(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("web/assets"));
        Files.writeString(folder.resolve("web/index.html"), "page");
        Files.writeString(folder.resolve("web/assets/a b.js"), "script");
        Files.writeString(folder.resolve("secret"), "not served");
        assertServed(folder.toUri().toURL());
    }

    @Test
    void readsTheClientFromAJar(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("client.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> entry : Map
                    .of("web/index.html", "page", "web/assets/a b.js", "script", "secret", "not served").entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(bytes(entry.getValue()));
                out.closeEntry();
            }
        }
        assertServed(jar.toUri().toURL());
    }

    @Test
    void saysSoWhenTheClientWasNotBuilt() {
        Routes empty = new Routes(StaticFiles.of(Map.of()), DOMAIN, metrics, new Responses(false), List.of());
        FullHttpResponse response =
                answer(empty, new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        assertEquals(404, response.status().code());
        assertTrue(body(response).contains("without the browser client"), body(response));
    }

    private static void assertServed(URL place) throws IOException {
        try (var loader = new URLClassLoader(new URL[] {place}, null)) {
            StaticFiles files = StaticFiles.load(loader);
            assertFalse(files.isEmpty());
            assertEquals("text/javascript; charset=utf-8", found(files, "/assets/a b.js").contentType());
            assertNull(files.at("/secret"));
            assertNull(files.at("/../secret"));
        }
    }

    private static StaticFile found(StaticFiles files, String path) {
        StaticFile file = files.at(path);
        if (file == null) {
            throw new AssertionError(path + " is missing");
        }
        return file;
    }

    private void assertForm(@Nullable String encoding, String body, String accepted) {
        FullHttpResponse response = get("/assets/main-1a2b.js", "accept-encoding", accepted);
        assertEquals(encoding == null ? "" : encoding, response.headers().get("content-encoding", ""), accepted);
        assertEquals(body, body(response), accepted);
        assertEquals(String.valueOf(body.length()), response.headers().get("content-length"));
        assertEquals("text/javascript; charset=utf-8", response.headers().get("content-type"));
    }

    private FullHttpResponse get(String uri, String... headers) {
        return answer(HttpMethod.GET, uri, headers);
    }

    private FullHttpResponse answer(HttpMethod method, String uri, String... headers) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, uri);
        for (int i = 0; i < headers.length; i += 2) {
            request.headers().add(headers[i], headers[i + 1]);
        }
        return answer(routes, request);
    }

    private static FullHttpResponse answer(Routes routes, HttpRequest request) {
        return assertInstanceOf(Treatment.Answer.class, routes.treat(new HttpHead(request, null, null, false)))
                .response();
    }

    private static String body(FullHttpResponse response) {
        return response.content().toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
