// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.freehold.server.turn.TurnServer;

/**
 * TURN servers that a host offers to its visitors.
 *
 * @param iceServers as a browser takes them; empty for none
 * @param expires until when the credentials are good
 */
public record TurnOffer(ArrayNode iceServers, Instant expires) {

    /** The same as this host uses them itself. */
    public List<TurnServer> turn() {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.set("iceServers", iceServers);
        return IceServer.in(message).stream().flatMap(server -> server.turn().stream()).toList();
    }

    /** No servers. */
    public static TurnOffer none() {
        return new TurnOffer(JsonNodeFactory.instance.arrayNode(), Instant.EPOCH);
    }
}
