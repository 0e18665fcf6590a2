// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.freehold.moderation.signed.KeyChain;

/** Makes responses, each with the headers that all need. Any thread. */
public final class Responses {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String NO_CACHE = "no-cache";
    static final String NO_STORE = "no-store";

    private static final String JSON = "application/json";
    private static final String KEY_SETS = "application/vnd.freehold.keys+json";
    private static final String PROBLEM = "application/problem+json";

    private final boolean tls;

    /** {@code tls}: whether visitors come over TLS. */
    public Responses(boolean tls) {
        this.tls = tls;
    }

    boolean tls() {
        return tls;
    }

    /** A response with content of any type; takes over the content. */
    public FullHttpResponse of(HttpResponseStatus status, String contentType, String caching, ByteBuf content) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        SecurityHeaders.addTo(response.headers(), tls);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CACHE_CONTROL, caching)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        return response;
    }

    /** One sentence to people. */
    public FullHttpResponse sentence(HttpResponseStatus status, String sentence) {
        return of(status, TEXT, NO_CACHE, utf8(sentence + "\n"));
    }

    /** JSON that nobody keeps. */
    public FullHttpResponse json(ObjectNode json) {
        return of(HttpResponseStatus.OK, JSON, NO_STORE, utf8(json.toString()));
    }

    /** How the keys of the domain came one after the other, for whoever knows an older one. */
    public FullHttpResponse keySets(KeyChain chain) {
        return of(HttpResponseStatus.OK, KEY_SETS, NO_CACHE, Unpooled.wrappedBuffer(chain.bytes()));
    }

    /** What was wrong, for programs and people (RFC 9457). */
    public FullHttpResponse problem(Problem problem) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(problem.status());
        ObjectNode json = JsonNodeFactory.instance.objectNode()
                .put("type", "/problems/" + problem.code())
                .put("title", status.reasonPhrase())
                .put("status", problem.status())
                .put("code", problem.code())
                .put("detail", problem.detail())
                .put("whatToDo", problem.whatToDo());
        return of(status, PROBLEM, NO_STORE, utf8(json.toString()));
    }

    private static ByteBuf utf8(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
