// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.freehold.server.rendezvous.IceServers;
import org.freehold.server.stun.StunUrl;
import org.freehold.server.turn.TurnServer;
import org.freehold.server.turn.TurnUrl;

/**
 * A STUN or TURN server that a rendezvous named.
 *
 * @param urls such as {@code stun:meet.example:3478}
 * @param username empty for STUN
 * @param credential empty for STUN
 */
public record IceServer(List<String> urls, String username, String credential) {
    private static final int MAX = 8;

    /** Copies. */
    public IceServer {
        urls = List.copyOf(urls);
    }

    /** The TURN servers among its URLs. */
    public List<TurnServer> turn() {
        return urls.stream()
                .flatMap(url -> TurnUrl.parse(url).stream())
                .map(url -> new TurnServer(url, username, credential))
                .toList();
    }

    /**
     * The servers in a message's {@code iceServers} for a host: its TURN servers, and STUN of the rendezvous' own only, because one that
     * lies could have the host knock at others, in its own network too.
     *
     * @param rendezvous the host of the rendezvous, in lower case; an address of IPv6 in brackets
     */
    static List<IceServer> in(ObjectNode message, String rendezvous) {
        return in(message, url -> TurnUrl.parse(url).isPresent()
                || StunUrl.parse(url).filter(stun -> stun.host().equals(rendezvous)).isPresent());
    }

    /** The servers in a message's {@code iceServers}; what can't be understood is left out. */
    static List<IceServer> in(ObjectNode message) {
        return in(message, _ -> true);
    }

    private static List<IceServer> in(ObjectNode message, Predicate<String> isWanted) {
        List<IceServer> servers = new ArrayList<>();
        for (JsonNode server : message.path("iceServers")) {
            List<String> urls = new ArrayList<>();
            for (JsonNode url : server.path("urls")) {
                if (url.isTextual() && urls.size() < MAX && IceServers.isUrl(url.textValue())
                        && isWanted.test(url.textValue())) {
                    urls.add(url.textValue());
                }
            }
            if (!urls.isEmpty() && servers.size() < MAX) {
                servers.add(new IceServer(
                        urls, server.path("username").asText(""), server.path("credential").asText("")));
            }
        }
        return List.copyOf(servers);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return urls.toString();
    }
}
