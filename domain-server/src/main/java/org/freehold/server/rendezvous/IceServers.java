// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.rendezvous;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The servers that somebody names to a browser, as strangers send them (docs/protocol.md section 14.2). */
public final class IceServers {
    /** Most that a host may bring. */
    static final int MAX_OF_HOST = 4;

    private static final int MAX_URLS = 8;
    private static final int MAX_TEXT = 256;
    private static final Pattern URL =
            Pattern.compile("(stuns?|turns?):[0-9A-Za-z.:\\[\\]-]{1,253}(\\?transport=(udp|tcp))?");
    private static final Set<String> MEMBERS = Set.of("urls", "username", "credential");

    private IceServers() {}

    /** Whether the text is a URL of a STUN or TURN server (RFC 7064, RFC 7065). */
    public static boolean isUrl(String text) {
        return URL.matcher(text).matches();
    }

    /** These servers when they are in order and no more than allowed; null otherwise. */
    public static @Nullable ArrayNode checked(JsonNode value, int max) {
        if (!(value instanceof ArrayNode servers) || servers.size() > max) {
            return null;
        }
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        for (JsonNode server : servers) {
            if (!isServer(server)) {
                return null;
            }
            copy.add(server);
        }
        return copy;
    }

    private static boolean isServer(JsonNode server) {
        if (!server.isObject() || !server.path("urls").isArray() || server.path("urls").size() > MAX_URLS
                || server.path("urls").isEmpty()) {
            return false;
        }
        for (JsonNode url : server.path("urls")) {
            if (!url.isTextual() || !isUrl(url.textValue())) {
                return false;
            }
        }
        for (var member : server.properties()) {
            boolean isText = member.getValue().isTextual() && member.getValue().textValue().length() <= MAX_TEXT;
            if (!MEMBERS.contains(member.getKey()) || !(member.getKey().equals("urls") || isText)) {
                return false;
            }
        }
        return true;
    }
}
