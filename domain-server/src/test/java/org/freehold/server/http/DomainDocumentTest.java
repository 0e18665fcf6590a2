// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.signed.DetachedJws;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.KeyChain;
import org.freehold.moderation.signed.KeySet;
import org.freehold.moderation.signed.SignedDocument;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.Treatment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DomainDocumentTest {
    private SigningKey key = SigningKey.create(new SecureRandom());
    private final ObjectNode declared = JsonNodeFactory.instance.objectNode();
    private KeyChain chain = KeyChain.NONE;
    private int people = 3;
    private final DomainDocument document = new DomainDocument(
            new DomainInfo(
                    "Harbour", "0.1.0", () -> 4080, () -> people, () -> null, () -> declared.deepCopy()),
            () -> key,
            () -> chain,
            new Responses(false));

    @Test
    void saysWhoTheDomainIsToPagesOfAnyOrigin() {
        FullHttpResponse response = get(DomainDocument.PATH);
        assertEquals("application/vnd.freehold.domain+json", response.headers().get("content-type"));
        assertEquals("*", response.headers().get("access-control-allow-origin"));
        assertEquals(
                "{\"key\":\"" + key.publicKey()
                        + "\",\"name\":\"Harbour\",\"people\":3,\"port\":4080,\"protocols\":[1],\"session\":\"/session\",\"version\":\"0.1.0\"}",
                body(response));
    }

    @Test
    void isSignedByTheDomainsKeyInItsHeaderAndBesideIt() throws DocumentFault {
        FullHttpResponse response = get(DomainDocument.PATH);
        String signature = response.headers().get(DomainDocument.SIGNATURE_HEADER);
        DetachedJws.read(signature).verify(ByteBufUtil.getBytes(response.content()), key.publicKey());
        assertEquals(signature, body(get(DomainDocument.PATH + ".jws")));
        byte[] changed = body(response).replace("Harbour", "Harbor").getBytes(StandardCharsets.UTF_8);
        assertThrows(DocumentFault.class, () -> DetachedJws.read(signature).verify(changed, key.publicKey()));
    }

    @Test
    void isSignedAgainWhenItSaysSomethingElse() throws DocumentFault {
        String first = get(DomainDocument.PATH).headers().get(DomainDocument.SIGNATURE_HEADER);
        assertEquals(first, get(DomainDocument.PATH).headers().get(DomainDocument.SIGNATURE_HEADER));
        people = 4;
        FullHttpResponse second = get(DomainDocument.PATH);
        assertNotEquals(first, second.headers().get(DomainDocument.SIGNATURE_HEADER));
        DetachedJws.read(second.headers().get(DomainDocument.SIGNATURE_HEADER))
                .verify(ByteBufUtil.getBytes(second.content()), key.publicKey());
    }

    @Test
    void afterAChangeOfTheKeyItIsSignedByTheNewOneAndTheKeySetsAreBesideIt() throws DocumentFault {
        get(DomainDocument.PATH);
        SigningKey old = key;
        key = SigningKey.create(new SecureRandom());
        KeySet next = new KeySet(1, 1, Set.of(key.thumbprint()));
        SignedDocument.Publication set = SignedDocument.sign(next.members(), List.of(old, key));
        chain = chain.with(new KeySet.Step(set.bytes(), set.jws()));
        FullHttpResponse response = get(DomainDocument.PATH);
        DetachedJws.read(response.headers().get(DomainDocument.SIGNATURE_HEADER))
                .verify(ByteBufUtil.getBytes(response.content()), key.publicKey());
        FullHttpResponse keys = get(DomainDocument.PATH + ".keys");
        assertEquals("application/vnd.freehold.keys+json", keys.headers().get("content-type"));
        assertEquals("*", keys.headers().get("access-control-allow-origin"));
        assertEquals(next, KeyChain.read(ByteBufUtil.getBytes(keys.content())).follow(KeySet.pinned(old.thumbprint())));
    }

    @Test
    void tellsWhatElseIsDeclaredButNotInThePlaceOfWhatIsSure() {
        declared.put("appeals", "https://harbour.example/appeals").put("key", "another's");
        declared.putArray("lists").addObject().put("url", "https://harbour.example/lists/main").put("title", "Main");
        String body = body(get(DomainDocument.PATH));
        assertEquals(
                "{\"appeals\":\"https://harbour.example/appeals\",\"key\":\"" + key.publicKey()
                        + "\",\"lists\":[{\"title\":\"Main\",\"url\":\"https://harbour.example/lists/main\"}],\"name\"",
                body.substring(0, body.indexOf(":\"Harbour\"")));
    }

    @Test
    void leavesOtherPathsAndMethodsToOthers() {
        assertNull(treat(HttpMethod.GET, "/.well-known/other"));
        assertNull(treat(HttpMethod.POST, DomainDocument.PATH));
    }

    private FullHttpResponse get(String path) {
        return assertInstanceOf(Treatment.Answer.class, treat(HttpMethod.GET, path)).response();
    }

    private @Nullable Treatment treat(HttpMethod method, String path) {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, path);
        return document.treat(new HttpHead(request, null, null, false), path);
    }

    private static String body(FullHttpResponse response) {
        return response.content().toString(StandardCharsets.UTF_8);
    }
}
