// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.freehold.moderation.Permission;
import org.freehold.server.desk.Arguments;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.desk.Simple;
import org.freehold.server.gateway.PortState;
import org.freehold.server.meeting.MeetingFault;
import org.freehold.server.meeting.RendezvousUrl;

/** {@code share/on}, {@code share/off}, {@code share/status}. */
public final class ShareOperations {
    private static final int CONFLICT = 409;

    private final Sharing sharing;
    private final List<RendezvousUrl> configured;
    private final Sharing.Use use;
    private final Supplier<Optional<PortState>> port;
    private final Supplier<Optional<RelayState>> relay;
    private final Records records;

    /**
     * All of them.
     *
     * @param configured the rendezvous of the settings; may be empty
     * @param use what is done with several
     * @param port what came of asking the router to open the port of sessions; empty when it is not asked
     * @param relay how it stands with the relay that the domain stays hidden behind; empty when it does not
     */
    public ShareOperations(
            Sharing sharing,
            List<RendezvousUrl> configured,
            Sharing.Use use,
            Supplier<Optional<PortState>> port,
            Supplier<Optional<RelayState>> relay,
            Records records) {
        this.sharing = sharing;
        this.configured = List.copyOf(configured);
        this.use = use;
        this.port = port;
        this.relay = relay;
        this.records = records;
    }

    /** All of them. */
    public List<Operation> all() {
        return List.of(
                Simple.changing("share/on", Permission.ADMINISTER, this::on),
                Simple.changing("share/off", Permission.ADMINISTER, (caller, arguments) -> {
                    arguments.end();
                    records.note(caller, entry("share/off", List.of()));
                    sharing.off();
                    return status();
                }),
                Simple.reading("share/status", Permission.MODERATE, (_, arguments) -> {
                    arguments.end();
                    return status();
                }));
    }

    private ObjectNode on(Caller caller, Arguments arguments) throws Refusal {
        Optional<String> named = arguments.optionalText("rendezvous");
        arguments.end();
        List<RendezvousUrl> rendezvous = named.isPresent() ? named(caller, named.get()) : configured;
        if (rendezvous.isEmpty()) {
            throw new Refusal(
                    "no-rendezvous", "No rendezvous is named that could introduce visitors to this world.",
                    "Set sharing.rendezvous in freehold.toml, or on the machine of the domain: freehold share on https://meet.example",
                    CONFLICT);
        }
        records.note(caller, entry("share/on", rendezvous));
        sharing.on(rendezvous, use);
        return status();
    }

    /** Only who is at the machine may say where this server connects to: over the network it could be sent anywhere behind the router. */
    private static List<RendezvousUrl> named(Caller caller, String text) throws Refusal {
        if (!caller.isShell()) {
            throw Refusal.notPermitted(
                    "share/on: rendezvous named with the key %s (expected: from the shell of the host)"
                            .formatted(caller.name()),
                    "Leave it out, so that those of the settings are used; or on the machine that the domain runs on: freehold share on URL");
        }
        try {
            return RendezvousUrl.parseAll(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.badValue("rendezvous: " + e.getMessage(), "Write it such as https://meet.example");
        }
    }

    private ObjectNode status() {
        ObjectNode answer = json(sharing.status());
        if (!answer.path("state").asText().equals("off")) {
            port.get().ifPresent(state -> answer.put("port", state.sentence()));
            relay.get().ifPresent(state -> answer.put("relay", state.sentence()));
        }
        answer.putArray("each").addAll(sharing.each().stream().map(ShareOperations::json).toList());
        answer.putArray("configured").addAll(
                configured.stream().map(RendezvousUrl::origin).map(JsonNodeFactory.instance::textNode).toList());
        return answer;
    }

    private static ObjectNode json(SharingStatus status) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        switch (status) {
            case SharingStatus.Off _ -> answer.put("state", "off");
            case SharingStatus.Connecting(RendezvousUrl at) ->
                    answer.put("state", "connecting").put("rendezvous", at.origin());
            case SharingStatus.Shared(RendezvousUrl at, String link) ->
                    answer.put("state", "shared").put("rendezvous", at.origin()).put("link", link);
            case SharingStatus.Waiting(RendezvousUrl at, MeetingFault why, long seconds) ->
                    problem(answer.put("state", "waiting"), at, why).put("retryInSeconds", seconds);
            case SharingStatus.Stopped(RendezvousUrl at, MeetingFault why) ->
                    problem(answer.put("state", "stopped"), at, why);
        }
        return answer;
    }

    private static ObjectNode problem(ObjectNode answer, RendezvousUrl at, MeetingFault why) {
        return answer.put("rendezvous", at.origin()).put("code", why.code())
                .put("problem", String.valueOf(why.getMessage()))
                .put("whatToDo", why.whatToDo());
    }

    private static Records.Entry entry(String what, List<RendezvousUrl> rendezvous) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        rendezvous.forEach(url -> details.withArray("rendezvous").add(url.origin()));
        return new Records.Entry(what, "", details);
    }
}
