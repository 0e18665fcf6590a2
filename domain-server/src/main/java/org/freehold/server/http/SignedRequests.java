// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.server.desk.Refusal;
import org.freehold.server.signature.ContentDigest;
import org.freehold.server.signature.RequestToSign;
import org.freehold.server.signature.RequestVerifier;
import org.freehold.server.signature.SignatureHeaders;
import org.freehold.server.transport.HttpHead;
import org.jspecify.annotations.Nullable;

/**
 * Whose key has signed a request, now and for this domain (docs/protocol.md section 11.2). Whether it came before, is for others to
 * remember. Any thread; a check costs what a signature costs.
 */
public final class SignedRequests {
    /** What to do without a good signature. */
    static final String HOW = "Sign the request as docs/protocol.md section 11.2 says.";
    /** What has to be there. */
    static final String NEEDED =
            "one each of Content-Digest, Freehold-Domain, Signature-Input and Signature are needed, and a Host";

    private final Authorities authorities;
    private final Supplier<String> domainKey;
    private final Predicate<String> isOurKey;
    private final boolean tls;
    private final RequestVerifier verifier;

    /**
     * For a domain.
     *
     * @param domainKey fingerprint of the key of this domain, as it is said to whoever signed for another
     * @param isOurKey whether a request that is signed for the domain of this fingerprint is for this one
     */
    public SignedRequests(
            Authorities authorities,
            Supplier<String> domainKey,
            Predicate<String> isOurKey,
            Responses responses,
            InstantSource clock) {
        this.authorities = authorities;
        this.domainKey = domainKey;
        this.isOurKey = isOurKey;
        this.tls = responses.tls();
        this.verifier = new RequestVerifier(clock);
    }

    /** What a request says of its signature; empty when not all of it is there, once. */
    static Optional<SignatureHeaders> signature(HttpHeaders headers) {
        String digest = only(headers, "content-digest");
        String input = only(headers, "signature-input");
        String signature = only(headers, "signature");
        String domain = only(headers, RequestToSign.DOMAIN_HEADER);
        return digest == null || input == null || signature == null || domain == null || only(headers, "host") == null
                ? Optional.empty()
                : Optional.of(new SignatureHeaders(digest, domain, input, signature));
    }

    /**
     * Who signed a request without a body.
     *
     * @throws Refusal with status 401 or 421 when nobody did, or not for this domain and now
     */
    public RequestVerifier.Signed signed(HttpHead head, String path) throws Refusal {
        SignatureHeaders signature =
                signature(head.request().headers()).orElseThrow(() -> unsigned(NEEDED));
        return signed(head, path, signature, new byte[0]);
    }

    /** Who signed a request with this body. */
    RequestVerifier.Signed signed(HttpHead head, String path, SignatureHeaders signature, byte[] body) throws Refusal {
        String host = String.valueOf(head.request().headers().get(HttpHeaderNames.HOST));
        checkDomain(host, head, signature.domain());
        RequestToSign request = new RequestToSign(
                head.request().method().name(),
                RequestToSign.authority(host, tls),
                path,
                ContentDigest.of(body),
                signature.domain());
        return switch (verifier.verify(request, signature)) {
            case RequestVerifier.NotSigned(String detail) -> throw unsigned(detail);
            case RequestVerifier.Signed signed -> signed;
        };
    }

    /** What was signed for another domain is not for this one, whoever brings it. */
    private void checkDomain(String host, HttpHead head, String domain) throws Refusal {
        if (!isOurKey.test(domain)) {
            throw new Refusal("other-domain",
                    "Freehold-Domain: %s (expected: %s, the fingerprint of this domain's key)"
                            .formatted(DocumentFault.shown(domain), domainKey.get()),
                    "Ask anew who it is, at /.well-known/freehold or by loading the page again, and check that you mean this one.",
                    421);
        }
        if (!authorities.isOurs(host, head)) {
            String names = authorities.shown();
            throw new Refusal("other-domain",
                    "Host: %s (expected: %san address of the domain's machine)"
                            .formatted(DocumentFault.shown(host), names.isEmpty() ? "" : names + " or "),
                    "Ask under another name. If this is one, the owner has to add it to \"names\" in the section [server] of freehold.toml.",
                    421);
        }
    }

    static Refusal unsigned(String detail) {
        return new Refusal("not-signed", detail, HOW, 401);
    }

    private static @Nullable String only(HttpHeaders headers, String name) {
        var values = headers.getAll(name);
        return values.size() == 1 ? values.getFirst() : null;
    }
}
