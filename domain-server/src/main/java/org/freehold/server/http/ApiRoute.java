// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
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
import org.freehold.server.signature.NonceMemory;
import org.freehold.server.signature.RequestVerifier;
import org.freehold.server.signature.SignatureHeaders;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.StrangerLimit;
import org.freehold.server.transport.TokenBucket;
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
    private static final TokenBucket.Rate ALL_STRANGERS = new TokenBucket.Rate(50, 200);
    private static final TokenBucket.Rate ONE_NETWORK = new TokenBucket.Rate(1, 30);
    private static final int REMEMBERED = 50_000;

    private final Desk desk;
    private final Set<String> operations;
    private final Callers callers;
    private final Responses responses;
    private final SignedRequests requests;
    private final ExecutorService blocking;
    private final Metrics metrics;
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
        this.requests = new SignedRequests(
                authorities, domainKey, domain -> domain.equals(domainKey.get()), responses, clock);
        this.blocking = blocking;
        this.metrics = metrics;
        this.strangers = new StrangerLimit(ALL_STRANGERS, ONE_NETWORK, nanoClock);
        this.trustedNonces = new NonceMemory(REMEMBERED, clock);
        this.strangerNonces = new NonceMemory(REMEMBERED, clock);
    }

    @Override
    public @Nullable Treatment treat(HttpHead head, String path) {
        if (!path.startsWith(PREFIX)) {
            return null;
        }
        if (!head.request().method().equals(HttpMethod.POST)) {
            FullHttpResponse refusal = responses.problem(new Problem(405, "method-not-allowed",
                    head.request().method() + " (expected: POST)", "Send the arguments as JSON with POST."));
            refusal.headers().set(HttpHeaderNames.ALLOW, "POST");
            return new Treatment.Answer(refusal);
        }
        Optional<SignatureHeaders> signature = SignedRequests.signature(head.request().headers());
        boolean trusted = signature
                .flatMap(found -> RequestVerifier.claimedKey(found.input()))
                .map(key -> callers.of(key, head.fromThisMachine()))
                .filter(callers::isTrusted)
                .isPresent();
        if (!trusted && !strangers.take(head.remote())) {
            return refused(tooMany());
        }
        if (signature.isEmpty()) {
            return refused(Problem.of(SignedRequests.unsigned(SignedRequests.NEEDED)));
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
        RequestVerifier.Signed signed = requests.signed(head, path, signature, body);
        Caller caller = callers.of(signed.key(), head.fromThisMachine());
        NonceMemory nonces = callers.isTrusted(caller) ? trustedNonces : strangerNonces;
        return switch (nonces.remember(signed)) {
            case NEW -> caller;
            case SEEN -> throw SignedRequests
                    .unsigned("this nonce came before (expected: a new one for each request)");
            case FULL -> throw new Refusal(
                    tooMany().code(), tooMany().detail(), tooMany().whatToDo(), tooMany().status());
        };
    }

    private Treatment refused(Problem problem) {
        FullHttpResponse response = responses.problem(problem);
        if (problem.status() == 429) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "60");
        }
        return new Treatment.Answer(response);
    }

    private static Problem tooMany() {
        return new Problem(429, "too-fast", "more requests than are taken from strangers", "Wait a minute.");
    }
}
