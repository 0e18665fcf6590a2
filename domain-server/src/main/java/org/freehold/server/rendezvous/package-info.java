// SPDX-License-Identifier: Apache-2.0
/**
 * The role of a rendezvous (docs/protocol.md section 14): introduces visitors to hosts behind routers, reads nothing of what they say, and
 * keeps nothing of a host that has left.
 *
 * <p>Starting points: {@link org.freehold.server.rendezvous.Rendezvous}, whose doors the network server opens;
 * {@link org.freehold.server.rendezvous.Hosts}, who is here; {@link org.freehold.server.rendezvous.HostLine} and
 * {@link org.freehold.server.rendezvous.VisitLine}, the two ends of a visit.
 *
 * <p>Threads: each line is called on its own event loop; what one line does to another may be done on any thread. Must not know of sessions
 * and the world.
 */
@NullMarked
package org.freehold.server.rendezvous;

import org.jspecify.annotations.NullMarked;
