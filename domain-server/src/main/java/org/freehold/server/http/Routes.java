// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.freehold.server.http.StaticFile.Form;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.HttpSite;
import org.freehold.server.transport.Treatment;
import org.jspecify.annotations.Nullable;

/** Every path that a domain answers, apart from the WebSocket at {@code /session}. Event loop. */
public final class Routes implements HttpSite {
    /** The page where a home asks its people whether to vouch for them. */
    static final String HOME = "/home";
    /** The page where those who are on a list of this domain object; programs get a text there. */
    public static final String APPEALS = "/appeals";

    private static final String REPR_DIGEST = "repr-digest";
    private static final String NO_CACHE = Responses.NO_CACHE;
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final StaticFiles files;
    private final DomainInfo domain;
    private final Metrics metrics;
    private final Responses responses;
    private final List<PathHandler> parts;

    /** {@code parts} are asked first, in this order. */
    public Routes(
            StaticFiles files, DomainInfo domain, Metrics metrics, Responses responses, List<PathHandler> parts) {
        this.files = files;
        this.domain = domain;
        this.metrics = metrics;
        this.responses = responses;
        this.parts = List.copyOf(parts);
    }

    @Override
    public Treatment treat(HttpHead head) {
        String path = head.path();
        for (PathHandler part : parts) {
            Treatment treatment = part.treat(head, path);
            if (treatment != null) {
                return treatment;
            }
        }
        return new Treatment.Answer(answer(head.request(), path));
    }

    private FullHttpResponse answer(HttpRequest request, String path) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            FullHttpResponse refusal =
                    sentence(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here.");
            refusal.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
            return refusal;
        }
        return switch (path) {
            case "/healthz" -> health();
            case "/metrics" -> metrics();
            default -> file(HostPage.file(path), request);
        };
    }

    @Override
    public FullHttpResponse sentence(HttpResponseStatus status, String sentence) {
        return responses.sentence(status, sentence);
    }

    private FullHttpResponse health() {
        String unwell = domain.unwell().get();
        return unwell == null
                ? sentence(HttpResponseStatus.OK, "ok")
                : sentence(HttpResponseStatus.SERVICE_UNAVAILABLE, unwell);
    }

    private FullHttpResponse metrics() {
        ByteBuf text = Unpooled.buffer(8192);
        try (var out = new ByteBufOutputStream(text)) {
            metrics.writeText(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return responses.of(HttpResponseStatus.OK, Metrics.CONTENT_TYPE, NO_CACHE, text);
    }

    private FullHttpResponse file(String path, HttpRequest request) {
        StaticFile file = files.at(path);
        if (file == null) {
            return path.equals("/")
                    ? sentence(HttpResponseStatus.NOT_FOUND,
                            "This server was built without the browser client. Build it again with ./freehold build.")
                    : sentence(HttpResponseStatus.NOT_FOUND, "There is nothing at this address.");
        }
        Form form = file.best(AcceptedEncodings.parse(joined(request, HttpHeaderNames.ACCEPT_ENCODING)));
        boolean known = isKnown(joined(request, HttpHeaderNames.IF_NONE_MATCH), form.etag());
        FullHttpResponse response = responses.of(
                known ? HttpResponseStatus.NOT_MODIFIED : HttpResponseStatus.OK,
                file.contentType(),
                file.isImmutable() ? FOR_EVER : NO_CACHE,
                known ? Unpooled.EMPTY_BUFFER : form.content().duplicate());
        response.headers().set(HttpHeaderNames.ETAG, form.etag()).set(HttpHeaderNames.VARY, "accept-encoding");
        if (path.equals(HOME)) {
            SecurityHeaders.letOpenerIn(response.headers());
        } else if (path.equals(APPEALS)) {
            response.headers().set(HttpHeaderNames.VARY, "accept, accept-encoding");
        }
        if (known) {
            response.headers().remove(HttpHeaderNames.CONTENT_LENGTH).remove(HttpHeaderNames.CONTENT_TYPE);
            return response;
        }
        response.headers().set(REPR_DIGEST, form.digest());
        if (!form.encoding().isEmpty()) {
            response.headers().set(HttpHeaderNames.CONTENT_ENCODING, form.encoding());
        }
        return response;
    }

    private static boolean isKnown(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null && ifNoneMatch.contains(etag);
    }

    private static @Nullable String joined(HttpRequest request, CharSequence name) {
        var values = request.headers().getAll(name);
        return values.isEmpty() ? null : String.join(",", values);
    }
}
