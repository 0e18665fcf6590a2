// SPDX-License-Identifier: Apache-2.0
/**
 * The two who meet at a rendezvous (docs/protocol.md section 14), as its clients: the host that registers, and the visitor who is introduced.
 *
 * <p>Starting points: {@link org.freehold.server.meeting.HostConnection}, {@link org.freehold.server.meeting.VisitConnection},
 * {@link org.freehold.server.meeting.RendezvousUrl}.
 *
 * <p>Threads: virtual ones, everything may block. What an introduction says is none of its business, beyond that it is an object.
 */
@NullMarked
package org.freehold.server.meeting;

import org.jspecify.annotations.NullMarked;
