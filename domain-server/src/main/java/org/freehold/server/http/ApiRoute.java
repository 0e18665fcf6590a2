// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Desk;
import org.freehold.server.desk.Refusal;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.signature.ContentDigest;
import org.freehold.server.signature.NonceMemory;
import org.freehold.server.signature.RequestToSign;
import org.freehold.server.signature.RequestVerifier;
import org.freehold.server.signature.SignatureHeaders;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.StrangerLimit;
import org.freehold.server.transport.Treatment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/OPERATION} (docs/protocol.md section 11.2): checks who asks, and has the {@link Desk} do it. Everything that
 * costs something is done on a virtual thread; the event loop only decides how much is read, from the key that the request claims.
 */
public final class ApiRoute implements PathHandler {

    /** All operations are below it. */
    public static final String PREFIX = "/api/";

    private static final Logger LOG = LoggerFactory.getLogger(ApiRoute.class);
    private static final int STRANGER_BYTES = 16 << 10;
    private static final int BODY_BYTES = 1 << 20;
    private static final int IMPORT_BYTES = 8 << 20;
    private static final String IMPORT = "import";
    private static final StrangerLimit.Rate ALL_STRANGERS = new StrangerLimit.Rate(50, 200);
    private static final StrangerLimit.Rate ONE_NETWORK = new StrangerLimit.Rate(1, 30);
    private static final int REMEMBERED = 50_000;
    private static final String HOW = "Sign the request as docs/protocol.md section 11.2 says.";

    private final Desk desk;
    private final Set<String> operations;
    private final Callers callers;
    private final Responses responses;
    private final Authorities authorities;
    private final Supplier<String> domainKey;
    private final ExecutorService blocking;
    private final Metrics metrics;
    private final RequestVerifier verifier;
    private final StrangerLimit strangers;
    /** Apart, so that strangers cannot fill what keeps the requests of moderators from being used twice. */
    private final NonceMemory trustedNonces;

    private final NonceMemory strangerNonces;

    /**
     * Answers for a desk.
     *
     * @param domainKey fingerprint of the key of this domain; asked at each request
     * @param blocking makes a virtual thread for each task
     * @param nanoClock nanoseconds that only rise
     */
    public ApiRoute(
            Desk desk,
            Callers callers,
            Responses responses,
            Authorities authorities,
            Supplier<String> domainKey,
            ExecutorService blocking,
            Metrics metrics,
            InstantSource clock,
            LongSupplier nanoClock) {
        this.desk = desk;
        this.operations = desk.operations();
        this.callers = callers;
        this.responses = responses;
        this.authorities = authorities;
        this.domainKey = domainKey;
        this.blocking = blocking;
        this.metrics = metrics;
        this.verifier = new RequestVerifier(clock);
        this.strangers = new StrangerLimit(ALL_STRANGERS, ONE_NETWORK, nanoClock);
        this.trustedNonces = new NonceMemory(REMEMBERED, clock);
        this.strangerNonces = new NonceMemory(REMEMBERED, clock);
    }

    @Override
    public @Nullable Treatment treat(HttpHead head, String path) {
        if (!path.startsWith(PREFIX)) {
            return null;
        }
        HttpHeaders headers = head.request().headers();
        if (!head.request().method().equals(HttpMethod.POST)) {
            FullHttpResponse refusal = responses.problem(new Problem(405, "method-not-allowed",
                    head.request().method() + " (expected: POST)", "Send the arguments as JSON with POST."));
            refusal.headers().set(HttpHeaderNames.ALLOW, "POST");
            return new Treatment.Answer(refusal);
        }
        Optional<SignatureHeaders> signature = signature(headers);
        boolean trusted = signature
                .flatMap(found -> RequestVerifier.claimedKey(found.input()))
                .map(key -> callers.of(key, head.fromThisMachine()))
                .filter(callers::isTrusted)
                .isPresent();
        if (!trusted && !strangers.take(head.remote())) {
            return refused(tooMany());
        }
        if (signature.isEmpty()) {
            return refused(unsigned(
                    "one each of Content-Digest, Freehold-Domain, Signature-Input and Signature are needed, and a Host"));
        }
        String operation = path.substring(PREFIX.length());
        int limit = !trusted ? STRANGER_BYTES : operation.equals(IMPORT) ? IMPORT_BYTES : BODY_BYTES;
        long length = HttpUtil.getContentLength(head.request(), -1L);
        if (length < 0) {
            return refused(new Problem(411, "length-required", "there is no Content-Length (expected: one)",
                    "Say how long the body is."));
        }
        if (length > limit) {
            return refused(new Problem(413, "too-large",
                    "Content-Length: " + length + " (expected: at most " + limit + ")", "Send less at a time."));
        }
        return new Treatment.Later(limit, body -> CompletableFuture.supplyAsync(
                () -> answer(head, path, operation, signature.get(), body), blocking));
    }

    /** Virtual thread. */
    private FullHttpResponse answer(
            HttpHead head, String path, String operation, SignatureHeaders signature, byte[] body) {
        try {
            return responses.json(ask(head, path, operation, signature, body));
        } catch (Refusal refusal) {
            return responses.problem(Problem.of(refusal));
        } catch (RuntimeException fault) {
            if (metrics.fault(fault)) {
                LOG.error("{} failed because of a fault of the server's; please report it. "
                        + "More of this kind are counted and not logged", operation, fault);
            }
            return responses.problem(new Problem(500, "internal", "a fault of the server's", "Its log says more."));
        }
    }

    private ObjectNode ask(
            HttpHead head, String path, String operation, SignatureHeaders signature, byte[] body) throws Refusal {
        Caller caller = caller(head, path, signature, body);
        if (!operations.contains(operation)) {
            throw Refusal.notFound("there is no such operation (expected: one of docs/protocol.md section 11.3)",
                    "Check the path.");
        }
        ObjectNode arguments = arguments(body);
        return desk.ask(caller, operation, arguments);
    }

    private static ObjectNode arguments(byte[] body) throws Refusal {
        try {
            return StrictJson.parse(body, IMPORT_BYTES);
        } catch (DocumentFault fault) {
            throw new Refusal("not-json", "body: " + fault.getMessage(),
                    "Send one JSON object, {} where there are no arguments.", 400);
        }
    }

    /** Who has signed this request, now and for us. */
    private Caller caller(HttpHead head, String path, SignatureHeaders signature, byte[] body) throws Refusal {
        String host = String.valueOf(head.request().headers().get(HttpHeaderNames.HOST));
        checkDomain(host, head, signature.domain());
        RequestToSign request = new RequestToSign(
                head.request().method().name(),
                RequestToSign.authority(host, responses.tls()),
                path,
                ContentDigest.of(body),
                signature.domain());
        return switch (verifier.verify(request, signature)) {
            case RequestVerifier.NotSigned(String detail) -> throw unsignedRefusal(detail);
            case RequestVerifier.Signed signed -> {
                Caller caller = callers.of(signed.key(), head.fromThisMachine());
                NonceMemory nonces = callers.isTrusted(caller) ? trustedNonces : strangerNonces;
                yield switch (nonces.remember(signed)) {
                    case NEW -> caller;
                    case SEEN -> throw unsignedRefusal("this nonce came before (expected: a new one for each request)");
                    case FULL -> throw new Refusal(
                            tooMany().code(), tooMany().detail(), tooMany().whatToDo(), tooMany().status());
                };
            }
        };
    }

    /** What was signed for another domain is not for this one, whoever brings it. */
    private void checkDomain(String host, HttpHead head, String domain) throws Refusal {
        if (!domain.equals(domainKey.get())) {
            throw new Refusal("other-domain",
                    "Freehold-Domain: %s (expected: %s, the fingerprint of this domain's key)"
                            .formatted(DocumentFault.shown(domain), domainKey.get()),
                    "Ask anew who it is, at /.well-known/freehold or by loading the page again, and check that you mean this one.",
                    421);
        }
        if (!authorities.isOurs(host, head)) {
            String names = authorities.shown();
            throw new Refusal("other-domain",
                    "Host: %s (expected: %san address of the domain's machine)"
                            .formatted(DocumentFault.shown(host), names.isEmpty() ? "" : names + " or "),
                    "Ask under another name. If this is one, the owner has to add it to \"names\" in the section [server] of freehold.toml.",
                    421);
        }
    }

    private Treatment refused(Problem problem) {
        FullHttpResponse response = responses.problem(problem);
        if (problem.status() == 429) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "60");
        }
        return new Treatment.Answer(response);
    }

    private static Optional<SignatureHeaders> signature(HttpHeaders headers) {
        String digest = only(headers, "content-digest");
        String input = only(headers, "signature-input");
        String signature = only(headers, "signature");
        String domain = only(headers, RequestToSign.DOMAIN_HEADER);
        return digest == null || input == null || signature == null || domain == null || only(headers, "host") == null
                ? Optional.empty()
                : Optional.of(new SignatureHeaders(digest, domain, input, signature));
    }

    private static @Nullable String only(HttpHeaders headers, String name) {
        var values = headers.getAll(name);
        return values.size() == 1 ? values.getFirst() : null;
    }

    private static Problem tooMany() {
        return new Problem(429, "too-fast", "more requests than are taken from strangers", "Wait a minute.");
    }

    private static Problem unsigned(String detail) {
        return new Problem(401, "not-signed", detail, HOW);
    }

    private static Refusal unsignedRefusal(String detail) {
        return new Refusal("not-signed", detail, HOW, 401);
    }
}
