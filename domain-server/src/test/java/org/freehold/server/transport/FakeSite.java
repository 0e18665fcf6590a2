// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers every request with its path, {@code /long} with more than any buffer takes, and those below {@code /take} with the body that came, up to
 * {@link #MAX_BODY}.
 */
final class FakeSite implements HttpSite {
    static final int MAX_BODY = 20_000;
    private static final int LONG = 200_000;

    private static final Set<HttpMethod> READ_ONLY = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** Of all requests, in the order in which they came. */
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    @Override
    public Treatment treat(HttpHead head) {
        asked.add(head.path());
        if (head.path().equals("/long")) {
            return new Treatment.Answer(sentence(HttpResponseStatus.OK, "x".repeat(LONG)));
        }
        if (head.path().startsWith("/take")) {
            return new Treatment.Later(MAX_BODY, body -> CompletableFuture.supplyAsync(
                    () -> sentence(HttpResponseStatus.OK, new String(body, StandardCharsets.UTF_8))));
        }
        return head.path().startsWith("/fail")
                ? new Treatment.Later(MAX_BODY, body -> CompletableFuture.failedFuture(new IOException("gone")))
                : new Treatment.Answer(sentence(
                        READ_ONLY.contains(head.request().method())
                                ? HttpResponseStatus.OK
                                : HttpResponseStatus.METHOD_NOT_ALLOWED,
                        head.request().uri()));
    }

    /** The paths up to this one, for which it waits. */
    List<String> askedUntil(String last) {
        List<String> paths = new ArrayList<>();
        try {
            while (!paths.contains(last)) {
                String path = asked.poll(20, TimeUnit.SECONDS);
                if (path == null) {
                    return paths;
                }
                paths.add(path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return paths;
    }

    @Override
    public FullHttpResponse sentence(HttpResponseStatus status, String sentence) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(sentence, StandardCharsets.UTF_8));
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        return response;
    }
}
