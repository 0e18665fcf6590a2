// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import org.freehold.server.meeting.MeetingFault;
import org.freehold.server.meeting.RendezvousUrl;
import org.freehold.server.sharing.RelayState;
import org.freehold.server.sharing.SharingStatus;
import org.junit.jupiter.api.Test;

/** What the person at the terminal reads. */
final class SharingNoteTest {
    private static final RendezvousUrl MEET = RendezvousUrl.parse("https://meet.example");
    private static final RendezvousUrl OTHER = RendezvousUrl.parse("https://other.example");

    private final MeetingFault away = new MeetingFault("unreachable", "Nobody is there.", "Look.", 0);
    private final StringWriter out = new StringWriter();
    private final SharingNote note = new SharingNote(new PrintWriter(out), false);

    @Test
    void linksOfAllAreToldAndNothingTwice() {
        note.accept(new SharingStatus.Shared(MEET, "https://meet.example/d/x"));
        note.accept(new SharingStatus.Waiting(OTHER, away, 1));
        note.accept(new SharingStatus.Connecting(OTHER));
        note.accept(new SharingStatus.Waiting(OTHER, away, 2));
        note.accept(new SharingStatus.Shared(OTHER, "https://other.example/d/x"));
        note.accept(new SharingStatus.Off());
        note.accept(new SharingStatus.Off());
        assertEquals(
                """
                        Shared by meet.example. Whoever has this link can come from anywhere:

                            https://meet.example/d/x

                        Not shared at https://other.example: Nobody is there. Look. It is tried again by itself.
                        Shared by other.example. Whoever has this link can come from anywhere:

                            https://other.example/d/x

                        This domain is not shared any more.
                        """,
                out.toString());
    }

    @Test
    void relayIsToldOfWhenThereIsOneAndWhenThereIsNone() {
        note.relay(new RelayState.Looking());
        note.relay(new RelayState.Missing("the TURN server does not answer"));
        note.relay(new RelayState.Missing("the TURN server does not answer"));
        note.relay(new RelayState.Open(new InetSocketAddress("203.0.113.8", 50_000)));
        assertEquals(
                """
                        Hidden behind a relay, but nobody can come just now: no relay gives an address (the TURN server does not answer). It is tried again by itself.
                        Hidden behind a relay: visitors come by 203.0.113.8:50000 and do not learn where this machine is.
                        """,
                out.toString());
    }
}
