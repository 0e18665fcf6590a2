// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;

/**
 * TURN servers that a host offers to its visitors.
 *
 * @param iceServers as a browser takes them; empty for none
 * @param expires until when the credentials are good
 */
public record TurnOffer(ArrayNode iceServers, Instant expires) {

    /** No servers. */
    public static TurnOffer none() {
        return new TurnOffer(JsonNodeFactory.instance.arrayNode(), Instant.EPOCH);
    }
}
