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
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Answers every request with its path, and those below {@code /take} with the body that came, up to {@link #MAX_BODY}. */
final class FakeSite implements HttpSite {
    static final int MAX_BODY = 20_000;

    private static final Set<HttpMethod> READ_ONLY = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Override
    public Treatment treat(HttpHead head) {
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

    @Override
    public FullHttpResponse sentence(HttpResponseStatus status, String sentence) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(sentence, StandardCharsets.UTF_8));
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        return response;
    }
}
