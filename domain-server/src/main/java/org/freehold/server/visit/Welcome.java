// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the domain said on entering, its signature already checked (docs/protocol.md section 3).
 *
 * @param session the secret that resumes the session
 * @param raw the whole message
 */
public record Welcome(
        String session,
        boolean resumed,
        int handle,
        String name,
        List<String> permissions,
        String domainName,
        String domainKey,
        JsonNode raw) {

    public Welcome {
        permissions = List.copyOf(permissions);
    }

    /** Without the secret, alone and in the whole message. */
    @Override
    public String toString() {
        return "Welcome[resumed=" + resumed + ", handle=" + handle + ", name=" + name + ", domainName=" + domainName
                + "]";
    }

    static Welcome of(JsonNode raw) {
        JsonNode you = raw.path("you");
        List<String> permissions = new ArrayList<>();
        you.path("permissions").forEach(permission -> permissions.add(permission.asText()));
        return new Welcome(
                raw.path("session").asText(),
                raw.path("resumed").asBoolean(),
                you.path("handle").asInt(),
                you.path("name").asText(),
                permissions,
                raw.path("domain").path("name").asText(),
                raw.path("domain").path("key").asText(),
                raw);
    }
}
