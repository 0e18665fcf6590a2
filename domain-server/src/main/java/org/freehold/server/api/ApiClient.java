// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.signature.RequestSigner;
import org.freehold.server.signature.RequestToSign;
import org.freehold.server.signature.SignatureHeaders;
import org.jspecify.annotations.Nullable;

/** Asks a running domain, signed with one key. For one thread; calls block. */
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofMinutes(2);
    private static final int MAX_ANSWER_BYTES = 64 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final RequestSigner signer;
    private final HttpClient http;
    /** Fingerprint of the key of the domain; null before it was asked. */
    private @Nullable String domain;

    private ApiClient(URI base, Signer key, @Nullable SSLContext tls, InstantSource clock, SecureRandom random) {
        this.base = base;
        this.signer = new RequestSigner(key, clock, random);
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECTING);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.http = builder.build();
    }

    /**
     * A client of the domain at a link.
     *
     * @param url such as {@code https://harbour.example/}; what comes after host and port does not count
     * @param tls null to trust the usual authorities
     * @throws IllegalArgumentException when it is not an http or https link
     */
    public static ApiClient to(
            String url, Signer key, @Nullable SSLContext tls, InstantSource clock, SecureRandom random) {
        URI link = URI.create(url);
        String scheme = link.getScheme();
        if (link.getRawAuthority() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException(
                    url + ": not a link to a domain (expected: such as https://example.org/)");
        }
        return new ApiClient(
                URI.create(scheme + "://" + link.getRawAuthority()), key, tls, clock, random);
    }

    /**
     * A client of the server on this machine that left this address.
     *
     * @throws IOException when its certificate cannot be read
     */
    public static ApiClient to(AddressFile.Address address, Signer key, InstantSource clock, SecureRandom random)
            throws IOException {
        SSLContext tls = null;
        if (address.certificate().isPresent()) {
            Path certificate = address.certificate().get();
            tls = PinnedCertificate.only(certificate);
        }
        return to(address.url(), key, tls, clock, random);
    }

    /** Asks for an operation, such as {@code ban/add}. */
    public ApiAnswer ask(String operation, ObjectNode arguments) throws InterruptedException {
        byte[] body = arguments.toString().getBytes(StandardCharsets.UTF_8);
        try {
            if (domain == null) {
                domain = WellKnown.domainKey(http, base);
            }
            return read(http.send(
                    request(operation, domain, body),
                    BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES)));
        } catch (WellKnown.NotADomain e) {
            return new ApiAnswer.Failed(String.valueOf(e.getMessage()));
        } catch (ConnectException e) {
            return new ApiAnswer.Failed(base + " does not answer. Is the domain running?");
        } catch (HttpTimeoutException e) {
            return new ApiAnswer.Failed(
                    base + " took longer than " + ANSWERING.toSeconds() + " s. It may still do it.");
        } catch (SSLException e) {
            return new ApiAnswer.Failed(base + ": " + e.getMessage()
                    + ". If its certificate is of its own making, name it with --ca FILE.");
        } catch (IOException e) {
            return new ApiAnswer.Failed(base + ": the connection broke off (" + e.getMessage() + ").");
        }
    }

    private HttpRequest request(String operation, String toDomain, byte[] body) {
        URI target = base.resolve("/api/" + operation);
        String authority = RequestToSign.authority(base.getRawAuthority(), base.getScheme().equals("https"));
        SignatureHeaders signature = signer.sign("POST", authority, target.getRawPath(), toDomain, body);
        return HttpRequest.newBuilder(target)
                .timeout(ANSWERING)
                .header("Content-Type", "application/json")
                .header("Content-Digest", signature.contentDigest())
                .header(RequestToSign.DOMAIN_HEADER, signature.domain())
                .header("Signature-Input", signature.input())
                .header("Signature", signature.signature())
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private ApiAnswer read(HttpResponse<String> response) {
        JsonNode json;
        try {
            json = JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            json = JSON.missingNode();
        }
        if (response.statusCode() == 200 && json instanceof ObjectNode answer) {
            return new ApiAnswer.Done(answer);
        }
        if (json.path("code").isTextual()) {
            return new ApiAnswer.Refused(
                    response.statusCode(),
                    json.path("code").textValue(),
                    json.path("detail").asText(),
                    json.path("whatToDo").asText());
        }
        return new ApiAnswer.Failed(base + " answered with status " + response.statusCode()
                + ", and not as a Freehold domain does. Is the link right?");
    }
}
