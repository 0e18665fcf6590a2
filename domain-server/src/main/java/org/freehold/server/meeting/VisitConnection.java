// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.freehold.moderation.signed.Ed25519;
import org.freehold.server.identity.HostLink;
import org.jspecify.annotations.Nullable;

/** The line of a visitor to a rendezvous, while they are introduced to a host. One thread, which it blocks. */
public final class VisitConnection implements AutoCloseable {
    private static final String VISIT_PATH = "/rendezvous/visit/";

    private final JsonSocket socket;
    private final Duration patience;
    private final String key;
    private final String name;
    private final List<IceServer> servers;

    private VisitConnection(JsonSocket socket, Duration patience, String key, String name, List<IceServer> servers) {
        this.socket = socket;
        this.patience = patience;
        this.key = key;
        this.name = name;
        this.servers = servers;
    }

    /**
     * Asks for the host of a link.
     *
     * @throws MeetingFault when it is not there, or the rendezvous shows another one
     */
    public static VisitConnection open(
            HttpClient http, RendezvousUrl rendezvous, HostLink link, Duration patience, LongSupplier nanoClock)
            throws MeetingFault, InterruptedException {
        JsonSocket socket =
                JsonSocket.open(http, rendezvous.socket(VISIT_PATH + link.keyPart()), patience, nanoClock);
        boolean open = false;
        try {
            ObjectNode host = socket.receive(patience);
            if (host == null) {
                throw socket.silent();
            }
            String key = host.path("key").asText();
            if (!host.path("type").asText().equals("host") || !Ed25519.isKey(key)) {
                throw socket.notARendezvous("it does not say who the host is");
            }
            if (!HostLink.keyPart(key).equals(link.keyPart())) {
                throw new MeetingFault(
                        MeetingFault.OTHER_HOST,
                        "%s shows another world than the one of the link (its key gives %s, expected: %s)."
                                .formatted(rendezvous.authority(), HostLink.keyPart(key), link.keyPart()),
                        "Do not go on: the rendezvous or somebody between is lying. Ask whose world it is for a link elsewhere.");
            }
            open = true;
            return new VisitConnection(
                    socket, patience, key, host.path("name").asText(), IceServer.in(host));
        } finally {
            if (!open) {
                socket.close();
            }
        }
    }

    /** The host's public key, which fits the link. */
    public String key() {
        return key;
    }

    /** The host's name, as the rendezvous says; nobody has proved it yet. */
    public String name() {
        return name;
    }

    /** STUN and TURN servers to use. */
    public List<IceServer> servers() {
        return servers;
    }

    /** Says something to the host. */
    public void send(ObjectNode introduction) throws MeetingFault, InterruptedException {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "introduce");
        message.set("introduction", introduction);
        socket.send(message);
    }

    /**
     * What the host says next; null when it says nothing in time.
     *
     * @throws MeetingFault when the rendezvous ends the visit
     */
    public @Nullable ObjectNode receive() throws MeetingFault, InterruptedException {
        return receive(patience);
    }

    /** The same with other patience. */
    public @Nullable ObjectNode receive(Duration within) throws MeetingFault, InterruptedException {
        ObjectNode message = socket.receive(within);
        return message != null && message.get("introduction") instanceof ObjectNode introduction
                ? introduction
                : null;
    }

    @Override
    public void close() {
        socket.close();
    }
}
