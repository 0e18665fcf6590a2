// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.freehold.moderation.Thumbprint;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.KeySet;
import org.freehold.moderation.signed.SignedDocument;
import org.freehold.moderation.signed.StrictJson;

/** What a domain says of itself at {@code /.well-known/freehold} (docs/protocol.md section 11.1). Calls block. */
final class WellKnown {
    private static final String PATH = "/.well-known/freehold";
    private static final String SIGNATURE = "Freehold-Signature";
    private static final int MAX_BYTES = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private WellKnown() {}

    /**
     * The fingerprint of the domain's key, for which requests are signed.
     *
     * @throws NotADomain when something else answers
     * @throws IOException when nothing does
     */
    static String domainKey(HttpClient http, URI base) throws IOException, InterruptedException, NotADomain {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(PATH)).timeout(PATIENCE).build();
        HttpResponse<byte[]> response =
                http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        if (response.statusCode() != 200) {
            throw new NotADomain(base + " answered with status " + response.statusCode()
                    + " when asked who it is, and not as a Freehold domain does. Is the link right?");
        }
        try {
            ObjectNode said = StrictJson.parse(response.body(), MAX_BYTES);
            String key = Thumbprint.of(said.path("key").asText());
            // Not a proof of who answers: it keeps a broken proxy from making requests that no domain takes.
            SignedDocument.verify(
                    response.body(), response.headers().firstValue(SIGNATURE).orElse(""), KeySet.pinned(key),
                    MAX_BYTES);
            return key;
        } catch (DocumentFault fault) {
            throw new NotADomain(base + " does not say who it is as a Freehold domain does: " + fault.getMessage()
                    + ". Is the link right?");
        }
    }

    /** Something else answers under a link; the message is for people. */
    static final class NotADomain extends Exception {
        private static final long serialVersionUID = 1L;

        NotADomain(String message) {
            super(message);
        }
    }
}
