// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.freehold.moderation.signed.Signer;

/** Signs requests with one key. */
public final class RequestSigner {
    private static final int NONCE_BYTES = 18;

    private final Signer key;
    private final InstantSource clock;
    private final SecureRandom random;

    /** Signs as the holder of this key. */
    public RequestSigner(Signer key, InstantSource clock, SecureRandom random) {
        this.key = key;
        this.clock = clock;
        this.random = random;
    }

    /** Fingerprint of the key that signs. */
    public String fingerprint() {
        return key.thumbprint();
    }

    /**
     * The headers for a request with this body.
     *
     * @param domain fingerprint of the key of the domain that is asked: no other takes the request
     */
    public SignatureHeaders sign(String method, String authority, String path, String domain, byte[] body) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        RequestToSign request = new RequestToSign(method, authority, path, ContentDigest.of(body), domain);
        String parameters = ";created=%d;nonce=\"%s\";keyid=\"%s\";tag=\"%s\"".formatted(
                clock.instant().getEpochSecond(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(nonce),
                key.publicKey(),
                SignatureInput.TAG);
        List<SignatureBase.Component> components = SignatureInput.components(SignatureInput.COVERED, request);
        String input = SignatureBase.input(components, parameters);
        byte[] signature = key.sign(SignatureBase.of(components, input));
        return new SignatureHeaders(
                request.contentDigest(),
                domain,
                SignatureInput.LABEL + "=" + input,
                SignatureInput.LABEL + "=:" + Base64.getEncoder().encodeToString(signature) + ":");
    }
}
