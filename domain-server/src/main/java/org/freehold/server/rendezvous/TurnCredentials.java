// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What lets somebody use a TURN server for a while, by a secret that is shared with it: {@code use-auth-secret} of coturn
 * (draft-uberti-behave-turn-rest-00).
 *
 * @param username when it ends and for whom, such as {@code 1793203600:k3vhq2}
 * @param credential the password
 */
public record TurnCredentials(String username, String credential) {
    private static final String HMAC = "HmacSHA1";

    /** Credentials that are good until then; {@code id} is made up and says nothing of anybody. */
    public static TurnCredentials until(Instant end, String id, String secret) {
        String username = end.getEpochSecond() + ":" + id;
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            byte[] hash = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return new TurnCredentials(username, Base64.getEncoder().encodeToString(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "TurnCredentials[" + username + "]";
    }
}
