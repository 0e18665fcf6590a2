// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** How a new visitor answers a domain's hello (docs/protocol.md section 3). */
final class Hello {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int KEY_BYTES = 32;

    private Hello() {}

    /** The answer of somebody with a fresh key. */
    static String answer(String hello, String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            String key = base64Url(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
            JsonNode said = JSON.readTree(hello);
            long now = System.currentTimeMillis();
            String statement = String.join("\n", "freehold-visitor-2", said.path("domain").path("key").asText(),
                    said.path("domain").path("name").asText(), said.path("nonce").asText(), key, Long.toString(now));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(statement.getBytes(UTF_8));
            return JSON.createObjectNode().put("type", "hello").put("protocol", 1).put("key", key)
                    // Good enough for somebody who does not check who the domain is.
                    .put("nonce", key).put("time", now)
                    .put("signature", base64Url(signature.sign())).put("name", name).toString();
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("no answer to " + hello, e);
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
