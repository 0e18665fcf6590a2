// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freehold.moderation.signed.Ed25519;

/**
 * Says who signed a request. Whether it came before, {@link NonceMemory} knows; whether the body is the one that was signed,
 * {@link ContentDigest}.
 */
public final class RequestVerifier {

    /** How far the clocks of client and server may be apart. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern SIGNATURE = Pattern.compile(SignatureInput.LABEL + "=:([A-Za-z0-9+/=]{88}):");

    private final InstantSource clock;

    /** What was found. */
    public sealed interface Result {}

    /**
     * It is signed.
     *
     * @param key the signer's public key as on the wire
     * @param nonce that the signer chose
     * @param created seconds since 1970, at most {@link #TOLERANCE} from now
     */
    public record Signed(String key, String nonce, long created) implements Result {}

    /**
     * It is not.
     *
     * @param detail one sentence that says what was found and what was expected
     */
    public record NotSigned(String detail) implements Result {}

    /** Checks against this clock. */
    public RequestVerifier(InstantSource clock) {
        this.clock = clock;
    }

    /** The key that a header says the signature is by; nothing is proved. Empty when the header is not understood. */
    public static Optional<String> claimedKey(String input) {
        return SignatureInput.read(input) instanceof SignatureInput.Understood understood
                ? Optional.of(understood.input().key())
                : Optional.empty();
    }

    /**
     * Checks a signature.
     *
     * @param request with the digest of the body that came, and the domain that it came to
     */
    public Result verify(RequestToSign request, SignatureHeaders headers) {
        return switch (SignatureInput.read(headers.input())) {
            case SignatureInput.Unfit unfit -> new NotSigned(unfit.detail());
            case SignatureInput.Understood understood -> verify(request, headers, understood.input());
        };
    }

    private Result verify(RequestToSign request, SignatureHeaders headers, SignatureInput input) {
        long now = clock.instant().getEpochSecond();
        if (Math.abs(now - input.created()) > TOLERANCE.toSeconds()) {
            return new NotSigned("created=%d, and it is %d here (expected: at most %d seconds apart; set the clock)"
                    .formatted(input.created(), now, TOLERANCE.toSeconds()));
        }
        if (!headers.contentDigest().equals(request.contentDigest())) {
            return new NotSigned("Content-Digest is not the SHA-256 of the body that came (expected: "
                    + request.contentDigest() + ")");
        }
        Matcher signature = SIGNATURE.matcher(headers.signature());
        if (!Ed25519.isKey(input.key())) {
            return new NotSigned("keyid is not an Ed25519 public key of 32 bytes in base64url");
        }
        if (!signature.matches()) {
            return new NotSigned("Signature is not of the form freehold=:64 bytes in base64:");
        }
        byte[] bytes = decoded(signature.group(1));
        byte[] base = SignatureBase.of(SignatureInput.components(input.covered(), request), input.text());
        if (!Ed25519.verify(input.key(), base, bytes)) {
            return new NotSigned("the signature is not by keyid over \"%s\" \"%s\" \"%s\" \"%s\" \"%s\""
                    .formatted(request.method(), request.authority(), request.path(), request.contentDigest(),
                            request.domain()));
        }
        return new Signed(input.key(), input.nonce(), input.created());
    }

    private static byte[] decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return Base64.getEncoder().encodeToString(bytes).equals(base64) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
