// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.InstantSource;
import org.freehold.server.identity.PublicKeyText;
import org.freehold.server.signature.RequestSigner;
import org.freehold.server.signature.SignatureHeaders;

/** Somebody with a key of their own, who signs requests to {@code harbour.example}. */
final class SignedBy {
    static final String HOST = "harbour.example";

    private final KeyPair pair;
    private final RequestSigner signer;

    SignedBy(InstantSource clock) {
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        signer = new RequestSigner(key(), this::sign, clock, new SecureRandom());
    }

    String key() {
        return PublicKeyText.of(pair.getPublic());
    }

    HttpRequest post(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SignatureHeaders signature = signer.sign("POST", HOST, path, bytes);
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path);
        request.headers()
                .set("host", HOST)
                .set("content-length", bytes.length)
                .set("content-digest", signature.contentDigest())
                .set("signature-input", signature.input())
                .set("signature", signature.signature());
        return request;
    }

    private byte[] sign(byte[] statement) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(pair.getPrivate());
            ed25519.update(statement);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
