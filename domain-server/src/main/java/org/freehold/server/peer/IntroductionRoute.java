// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.peer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.server.http.PathHandler;
import org.freehold.server.http.Responses;
import org.freehold.server.peer.IntroductionRefusal.Code;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.Treatment;
import org.jspecify.annotations.Nullable;

/** {@code POST /introduction} (docs/protocol.md section 13.4). Event loop. */
public final class IntroductionRoute implements PathHandler {
    /** Where offers are answered. */
    public static final String PATH = "/introduction";

    private static final String JSON = "application/json";

    private final Supplier<@Nullable Introductions> introductions;
    private final Responses responses;

    /** @param introductions null while there are none */
    public IntroductionRoute(Supplier<@Nullable Introductions> introductions, Responses responses) {
        this.introductions = introductions;
        this.responses = responses;
    }

    /** What is answered where there are none. */
    public static ObjectNode notHere(ObjectNode object) {
        return IntroductionRefusal.notHere().json(IntroductionObjects.name(object));
    }

    @Override
    public @Nullable Treatment treat(HttpHead head, String path) {
        if (!path.equals(PATH)) {
            return null;
        }
        if (!head.request().method().equals(HttpMethod.POST)) {
            FullHttpResponse refusal = responses.sentence(
                    HttpResponseStatus.METHOD_NOT_ALLOWED, "An introduction is asked for with POST.");
            refusal.headers().set(HttpHeaderNames.ALLOW, "POST");
            return new Treatment.Answer(refusal);
        }
        Introductions open = introductions.get();
        if (open == null) {
            return new Treatment.Answer(response(IntroductionRefusal.notHere().json(null)));
        }
        // With this type a page of another origin has to ask first, and is not let.
        String type = String.valueOf(head.request().headers().get(HttpHeaderNames.CONTENT_TYPE));
        if (!type.toLowerCase(Locale.ROOT).startsWith(JSON)) {
            return new Treatment.Answer(response(IntroductionRefusal.badValue(
                    "Content-Type: not one of JSON (expected: application/json)").json(null)));
        }
        Introductions.Origin origin =
                new Introductions.Origin(head.remote(), head.local(), head.fromThisMachine());
        return new Treatment.Later(IntroductionObjects.MAX_BYTES, body -> answer(open, body, origin));
    }

    private CompletionStage<FullHttpResponse> answer(
            Introductions open, byte[] body, Introductions.Origin origin) {
        try {
            return open.introduce(StrictJson.parse(body, IntroductionObjects.MAX_BYTES), origin)
                    .thenApply(this::response);
        } catch (DocumentFault fault) {
            return CompletableFuture.completedFuture(
                    response(IntroductionRefusal.badValue("body: " + fault.getMessage()).json(null)));
        }
    }

    private FullHttpResponse response(ObjectNode object) {
        FullHttpResponse response = responses.json(object);
        for (Code code : Code.values()) {
            if (object.path("code").asText().equals(code.text())) {
                response.setStatus(HttpResponseStatus.valueOf(code.status()));
            }
        }
        return response;
    }
}
