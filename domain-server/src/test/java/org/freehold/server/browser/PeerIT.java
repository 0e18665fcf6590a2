// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.freehold.server.app.TestDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People whose browsers talk WebRTC with a domain: by its own address, and by a rendezvous. */
@ExtendWith(InBrowser.class)
@Timeout(120)
final class PeerIT {
    private static final String BY_WEBRTC = "freehold.connection.transport === 'webrtc'";
    private static final String DIRECT = "freehold.connection.path?.relayed === false";

    /** Keeps the page's connections where the test finds them. */
    private static final String KEEP_CONNECTIONS = """
            window.connections = [];
            window.RTCPeerConnection = class extends RTCPeerConnection {
                channels = {};
                constructor(configuration) {
                    super(configuration);
                    window.connections.push(this);
                }
                createDataChannel(label, options) {
                    return (this.channels[label] = super.createDataChannel(label, options));
                }
            };""";

    @TempDir
    private Path folder;

    @Test
    void whoComesOverWebrtcWalksSpeaksAndBuildsWithTheOthers(Visitors visitors) throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor peer = visitors.somebody().walkIn(domain.link() + "?transport=webrtc");
        Visitor other = visitors.somebody().walkIn(domain.link());
        peer.await("WebRTC", BY_WEBRTC + " && " + DIRECT);
        other.await("a WebSocket", "freehold.connection.transport === 'websocket'");
        String name = peer.name();

        peer.focusWorld();
        peer.hold("ArrowUp", "three metres gone", "freehold.pose.position.z < -3");
        other.await("the peer walking", "freehold.people.find(({ name }) => name === it)?.position?.z < -2.8", name);
        other.focusWorld();
        other.hold("ArrowUp", "three metres gone", "freehold.pose.position.z < -3");
        peer.await("the other walking", "freehold.people.find(({ name }) => name === it)?.position?.z < -2.8",
                other.name());

        peer.say("Hello from afar");
        other.hears(name, "Hello from afar");
        peer.openPanel("Build");
        peer.field("What").selectOption("Box");
        peer.button("Add in front of you").click();
        peer.await("the new box stored", "freehold.selection !== undefined && freehold.unanswered === 0");
        other.await("the box", "freehold.entity(it)?.type === 'Box'", peer.text("freehold.selection"));

        String settings = peer.openPanel("Settings").innerText();
        assertTrue(settings.contains("WebRTC") && settings.contains("direct, IPv4"), settings);
        assertEquals(List.of(), peer.complaints());
    }

    @Test
    void newPathIsFoundWhileTheVisitorReadsThatItReconnectsAndABrokenChannelCostsNothing(Visitors visitors)
            throws Exception {
        TestDomain domain = visitors.at(TestDomain.start(folder, Worlds.yard(folder), 0));
        Visitor other = visitors.somebody().walkIn(domain.link());
        Visitor peer = visitors.somebody();
        peer.page().addInitScript(KEEP_CONNECTIONS);
        List<Route> held = new ArrayList<>();
        peer.page().route("**/introduction", route -> {
            if (route.request().postData().contains("\"restart\":true")) {
                held.add(route);
            } else {
                route.resume();
            }
        });
        peer.walkIn(domain.link() + "?transport=webrtc");
        String handle = peer.text("freehold.you.handle");

        peer.read("dispatchEvent(new Event('online'))");
        peer.await("it says so", "freehold.state === 'mending'");
        peer.page().getByText("Reconnecting…").waitFor();
        held.forEach(Route::resume);
        peer.await("a new path", "freehold.state === 'live' && connections.length === 1");
        assertEquals(1, held.size());

        peer.read("connections[0].channels.session.close()");
        peer.say("Said while away");
        peer.await("it back", "freehold.state === 'live' && freehold.loaded && connections.length === 2");
        other.hears(peer.name(), "Said while away");
        assertEquals(handle, peer.text("freehold.you.handle"));
    }

    @Test
    void linkOfARendezvousLeadsStraightToTheHost(Visitors visitors) throws Exception {
        TestDomain rendezvous = visitors.at(TestDomain.start(
                Files.createDirectories(folder.resolve("rendezvous")),
                "[rendezvous]\nenabled = true\nstun_port = 0\n"));
        Path data = Files.createDirectories(folder.resolve("host"));
        Files.writeString(
                data.resolve("freehold.toml"),
                "[domain]\nname = \"Harbour\"\n[sharing]\nenabled = true\nrendezvous = \"http://localhost:"
                        + rendezvous.server().address().getPort() + "\"\n");
        TestDomain host = visitors.at(TestDomain.start(data, Worlds.pictures(folder), 0));
        String link = host.sharedLink();
        assertTrue(link.startsWith(rendezvous.link() + "d/harbour-"), link);

        Visitor visitor = visitors.somebody().walkIn(link);
        visitor.await("the host over WebRTC", BY_WEBRTC + " && " + DIRECT);
        visitor.await("one picture of the host, and not the one that should be another",
                "freehold.statistics.entities === 3 && freehold.statistics.placeholders === 1");
        visitor.openPanel("Things").getByText("1 thing cannot be shown").click();
        visitor.panel("Things").getByText("The host of this world sent something else, twice").waitFor();
        Visitor other = visitors.somebody().walkIn(host.link());
        visitor.say("Is this the harbour?");
        other.hears(visitor.name(), "Is this the harbour?");
        assertEquals(List.of(), visitor.requestsElsewhere(link));
        assertEquals(List.of(), visitor.complaints());

        Visitor lost = visitors.somebody().open(link.replaceAll("-[a-z2-7]{26}", "-" + "a".repeat(26)));
        lost.await("nobody there", "freehold.state === 'waiting'");
    }
}
