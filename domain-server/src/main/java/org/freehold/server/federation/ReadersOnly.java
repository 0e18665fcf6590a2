// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.freehold.moderation.Thumbprint;
import org.freehold.server.desk.Refusal;
import org.freehold.server.http.Problem;
import org.freehold.server.http.Responses;
import org.freehold.server.http.SignedRequests;
import org.freehold.server.signature.AcceptSignature;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.StrangerLimit;
import org.freehold.server.transport.TokenBucket;
import org.freehold.server.transport.Treatment;

/**
 * Lets those read a private list whose key signed the request and is named. Who is named, nobody else can find out: a claim without the
 * signature gets the same answer for every key. A request that is sent again reads again, for as long as its time is good: that shows
 * nothing that the first did not. Event loop; signatures are checked on virtual threads, so many a second.
 */
public final class ReadersOnly {
    private static final TokenBucket.Rate ALL = new TokenBucket.Rate(50, 200);
    private static final TokenBucket.Rate ONE_NETWORK = new TokenBucket.Rate(1, 30);
    private static final String RETRY_SECONDS = "60";
    // Asked again each time, because a reader may not be one any more; and kept by nobody on the way.
    private static final String CACHING = "private, no-cache";

    private final SignedRequests requests;
    private final Responses responses;
    private final ExecutorService blocking;
    private final StrangerLimit limit;

    /** {@code nanoClock}: nanoseconds that only rise. */
    public ReadersOnly(
            SignedRequests requests, Responses responses, ExecutorService blocking, LongSupplier nanoClock) {
        this.requests = requests;
        this.responses = responses;
        this.blocking = blocking;
        this.limit = new StrangerLimit(ALL, ONE_NETWORK, nanoClock);
    }

    /** What is wanted, for one of these readers; for others why not. */
    Treatment treat(HttpHead head, String path, Set<String> readers, Supplier<Treatment> wanted) {
        if (!head.request().headers().contains("signature")) {
            return new Treatment.Answer(refused(new Refusal("not-signed",
                    "this list is private (expected: a request signed with the key of a domain that may read it)",
                    "Ask the owner of this domain to name your domain's key, and sign the request as docs/protocol.md"
                            + " section 11.2 says. A Freehold domain that follows the list does so by itself.",
                    401)));
        }
        if (!limit.take(head.remote())) {
            return new Treatment.Answer(refused(new Refusal(
                    "too-fast", "more requests than are taken for private lists", "Wait a minute.", 429)));
        }
        return new Treatment.Later(0, body -> CompletableFuture
                .supplyAsync(() -> checked(head, path, readers, wanted), blocking)
                .thenCompose(treatment -> answer(treatment, body)));
    }

    /** Virtual thread. */
    private Treatment checked(HttpHead head, String path, Set<String> readers, Supplier<Treatment> wanted) {
        try {
            String key = Thumbprint.of(requests.signed(head, path).key());
            if (!readers.contains(key)) {
                throw new Refusal("not-a-reader",
                        "%s may not read this list (expected: one of the keys that its owner named)".formatted(key),
                        "Ask the owner of this domain to name the key of yours.", 403);
            }
            return wanted.get();
        } catch (Refusal refusal) {
            return new Treatment.Answer(refused(refusal));
        }
    }

    private static CompletionStage<FullHttpResponse> answer(Treatment treatment, byte[] body) {
        return switch (treatment) {
            case Treatment.Answer(FullHttpResponse response) ->
                    CompletableFuture.completedStage(forReaders(response));
            case Treatment.Later later -> later.answering().answer(body).thenApply(ReadersOnly::forReaders);
        };
    }

    /** Not for pages of other origins, and not for a cache that others use. */
    private static FullHttpResponse forReaders(FullHttpResponse response) {
        response.headers().remove(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN);
        if (response.status().code() < 400) {
            response.headers().set(HttpHeaderNames.CACHE_CONTROL, CACHING);
        }
        return response;
    }

    private FullHttpResponse refused(Refusal refusal) {
        FullHttpResponse response = responses.problem(
                new Problem(refusal.status(), refusal.code(), refusal.getMessage(), refusal.whatToDo()));
        if (refusal.status() == 401) {
            response.headers().set(AcceptSignature.NAME, AcceptSignature.VALUE);
        } else if (refusal.status() == 429) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        return response;
    }
}
