// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A visit of oneself, without a network: loads what a visit needs, so that the times measured afterwards are the domain's and
 * not those of a Java that has just started.
 */
final class Rehearsal {
    private static final String NONCE = "A".repeat(43);
    private static final String ENTITIES = """
            {"type": "entities", "add": [{"id": "{1}", "type": "Box", "position": {"x": 1.5, "y": 0, "z": -2}}],
             "change": [{"id": "{1}", "color": {"red": 255}, "name": null}]}""";

    private Rehearsal() {}

    /** True when everything went as it should. */
    static boolean of(VisitorKey key) {
        try {
            JsonMapper json = new JsonMapper();
            ObjectNode hello = json.createObjectNode().put("nonce", NONCE);
            hello.putArray("protocols").add(1);
            ObjectNode domain = hello.putObject("domain").put("name", "").put("key", key.text());
            Handshake handshake =
                    new Handshake(new Wishes(VisitLink.parse("localhost"), key, null, false), NONCE);
            JsonNode answer = json.readTree(handshake.answer(hello, null).toString());
            domain.put("signature", key.sign(Handshake.domainStatement(key.text(), "", NONCE, key.text())));
            Mirror mirror = new Mirror();
            mirror.apply("entities", json.readTree(ENTITIES), 0);
            return handshake.problemOf(hello) == null
                    && answer.hasNonNull("signature")
                    && handshake.isFromTheDomain(hello)
                    && mirror.entities().size() == 1;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
