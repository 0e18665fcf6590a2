// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.freehold.moderation.signed.KeyChain;
import org.freehold.moderation.signed.SignedDocument;
import org.freehold.moderation.signed.SignedDocument.Publication;
import org.freehold.moderation.signed.Signer;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.Treatment;
import org.jspecify.annotations.Nullable;

/**
 * {@code /.well-known/freehold}, signed by the domain's key (docs/protocol.md section 11.1): the signature comes with it in a header,
 * and alone at the same address with {@code .jws} behind it; {@code .keys} says how the key came after those before. Signed again only when
 * it says something else. Any thread.
 */
public final class DomainDocument implements PathHandler {

    /** Where it is. */
    public static final String PATH = "/.well-known/freehold";

    /** The header that has the signature of the content. */
    public static final String SIGNATURE_HEADER = "freehold-signature";

    private static final String SIGNATURE_PATH = PATH + ".jws";
    private static final String KEYS_PATH = PATH + ".keys";
    private static final String TYPE = "application/vnd.freehold.domain+json";
    private static final String JWS = "application/jose";

    private final DomainInfo domain;
    private final Supplier<? extends Signer> domainKey;
    private final Supplier<KeyChain> keySets;
    private final Responses responses;
    private volatile @Nullable Signed last;

    private record Signed(ObjectNode members, Publication publication) {}

    /**
     * Of a domain.
     *
     * @param domainKey the one of now; asked, as the key sets are, at each request
     */
    public DomainDocument(
            DomainInfo domain,
            Supplier<? extends Signer> domainKey,
            Supplier<KeyChain> keySets,
            Responses responses) {
        this.domain = domain;
        this.domainKey = domainKey;
        this.keySets = keySets;
        this.responses = responses;
    }

    @Override
    public @Nullable Treatment treat(HttpHead head, String path) {
        boolean isSignature = path.equals(SIGNATURE_PATH);
        boolean isKeys = path.equals(KEYS_PATH);
        HttpMethod method = head.request().method();
        if ((!isSignature && !isKeys && !path.equals(PATH))
                || !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))) {
            return null;
        }
        if (isKeys) {
            FullHttpResponse chain = responses.keySets(keySets.get());
            chain.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            return new Treatment.Answer(chain);
        }
        Publication now = current();
        FullHttpResponse response = responses.of(
                HttpResponseStatus.OK,
                isSignature ? JWS : TYPE,
                Responses.NO_CACHE,
                isSignature
                        ? Unpooled.copiedBuffer(now.jws(), StandardCharsets.US_ASCII)
                        : Unpooled.copiedBuffer(now.bytes()));
        response.headers()
                .set(SIGNATURE_HEADER, now.jws())
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, SIGNATURE_HEADER);
        return new Treatment.Answer(response);
    }

    private Publication current() {
        Signer signer = domainKey.get();
        ObjectNode members = members(signer.publicKey());
        Signed known = last;
        if (known != null && known.members().equals(members)) {
            return known.publication();
        }
        Publication publication = SignedDocument.sign(members, List.of(signer));
        last = new Signed(members, publication);
        return publication;
    }

    private ObjectNode members(String key) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        members.setAll(domain.declared().get());
        members.put("name", domain.name())
                .put("key", key)
                .put("version", domain.version())
                .put("port", domain.port().getAsInt())
                .put("people", domain.people().getAsInt())
                .put("session", "/session");
        members.putArray("protocols").add(1);
        return members;
    }
}
