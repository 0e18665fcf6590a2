// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import org.freehold.server.meeting.MeetingFault;
import org.freehold.server.meeting.RendezvousUrl;

/** How it stands with the sharing of a world. */
public sealed interface SharingStatus {

    /** Nobody asked for it, or it was ended. */
    record Off() implements SharingStatus {}

    /** On the way to a rendezvous. */
    record Connecting(RendezvousUrl rendezvous) implements SharingStatus {}

    /**
     * Who has the link may come.
     *
     * @param link the whole of it
     */
    record Shared(RendezvousUrl rendezvous, String link) implements SharingStatus {}

    /** Not now; it is tried again by itself. */
    record Waiting(RendezvousUrl rendezvous, MeetingFault why, long seconds) implements SharingStatus {}

    /** Not now, and not by itself: the same domain is shared from somewhere else, or the server has a fault. */
    record Stopped(RendezvousUrl rendezvous, MeetingFault why) implements SharingStatus {}
}
