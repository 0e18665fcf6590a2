// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.freehold.moderation.signed.SigningKey;
import org.freehold.server.signature.RequestSigner;
import org.freehold.server.signature.SignatureHeaders;

/** Somebody with a key of their own, who signs requests to {@code harbour.example}. */
final class SignedBy {
    static final String HOST = "harbour.example";
    /** Fingerprint of the key of the domain there. */
    static final String DOMAIN = "23evS5I21HMqEWaLk7TbZdydYQLCwwuq_12m4kF7HuU";

    private final SigningKey key;
    private final RequestSigner signer;

    SignedBy(InstantSource clock) {
        SecureRandom random = new SecureRandom();
        key = SigningKey.create(random);
        signer = new RequestSigner(key, clock, random);
    }

    String key() {
        return key.publicKey();
    }

    HttpRequest post(String path, String body) {
        return post(HOST, DOMAIN, path, body);
    }

    HttpRequest post(String host, String domain, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SignatureHeaders signature = signer.sign("POST", host, path, domain, bytes);
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path);
        request.headers()
                .set("host", host)
                .set("content-length", bytes.length)
                .set("content-digest", signature.contentDigest())
                .set("freehold-domain", signature.domain())
                .set("signature-input", signature.input())
                .set("signature", signature.signature());
        return request;
    }
}
