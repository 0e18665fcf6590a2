// SPDX-License-Identifier: Apache-2.0
/**
 * A visitor without eyes: a client of docs/protocol.md for scripts, tests and benchmarks.
 *
 * <p>Starting points: {@link org.freehold.server.visit.VisitorClient} (visit from a program),
 * {@link org.freehold.server.visit.Mirror} (what the visitor has been sent), {@link org.freehold.server.visit.VisitCommand}
 * ({@code freehold visit}).
 *
 * <p>Knows the protocol and the form of entities, and nothing of the server that it visits.
 *
 * <p>Threads: what comes in is handled on threads of the JDK's HTTP client, what goes out leaves on one virtual thread for
 * each connection; all public methods may be called on any thread.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.visit;
