// SPDX-License-Identifier: Apache-2.0
/**
 * One visitor's session: from hello to leaving, over any number of connections (docs/protocol.md sections 1, 3, 5, 8 to 10).
 *
 * <p>Starting points: {@link org.freehold.server.session.Sessions} (makes a handler for each connection), {@code Connection}
 * (its states {@code AwaitingHello}, {@code EnteringWorld}, {@code Live}), {@link org.freehold.server.session.AccessPolicy}
 * (who may do what: the one place).
 *
 * <p>Threads: what comes in is handled on the connection's event loop; {@code Session} is also called on the world thread.
 * Nothing blocks, except the claim of an owner, which has a thread of its own. Knows no sockets, and of the world only its
 * inbox.
 */
@NullMarked
package org.freehold.server.session;

import org.jspecify.annotations.NullMarked;
