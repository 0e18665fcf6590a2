// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.freehold.server.meeting.MeetingFault;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.sharing.RelayState;
import org.freehold.server.sharing.SharingStatus;
import org.jspecify.annotations.Nullable;

/** Tells the person at the terminal how it stands with the sharing of their world, each time that it changes. */
final class SharingNote implements Consumer<SharingStatus> {
    private final PrintWriter out;
    private final boolean withCode;
    /** By rendezvous. */
    private final Map<RendezvousUrl, String> said = new HashMap<>();
    private @Nullable String saidOfRelay;

    /** @param withCode whether the terminal shows a QR code */
    SharingNote(PrintWriter out, boolean withCode) {
        this.out = out;
        this.withCode = withCode;
    }

    @Override
    public synchronized void accept(SharingStatus status) {
        switch (status) {
            case SharingStatus.Off _ -> off();
            case SharingStatus.Connecting _ -> {
                // It shows soon what comes of it.
            }
            case SharingStatus.Shared(RendezvousUrl at, String link) -> shared(at, link);
            case SharingStatus.Waiting(RendezvousUrl at, MeetingFault why, long seconds) -> say(
                    at, why.code(),
                    "Not shared at " + at + ": " + why.sentence()
                            + (seconds > 0 ? " It is tried again by itself." : ""));
            case SharingStatus.Stopped(RendezvousUrl at, MeetingFault why) ->
                    say(at, "stopped", "Sharing by " + at + " has stopped: " + why.sentence());
        }
    }

    /** How it stands with the relay that the domain stays hidden behind. */
    synchronized void relay(RelayState state) {
        String sentence = state.sentence();
        if (!(state instanceof RelayState.Looking) && !sentence.equals(saidOfRelay)) {
            saidOfRelay = sentence;
            print(sentence);
        }
    }

    private void shared(RendezvousUrl at, String link) {
        String text =
                "Shared by " + at.authority() + ". Whoever has this link can come from anywhere:\n\n    " + link + "\n";
        say(at, link, withCode ? text + "\n" + String.join("\n", QrText.of(link)) + "\n" : text);
    }

    private void off() {
        if (!said.isEmpty()) {
            said.clear();
            saidOfRelay = null;
            print("This domain is not shared any more.");
        }
    }

    /** Nothing twice in a row about one rendezvous. */
    private void say(RendezvousUrl at, String what, String text) {
        if (!what.equals(said.put(at, what))) {
            print(text);
        }
    }

    private void print(String text) {
        out.println(text);
        out.flush();
    }
}
