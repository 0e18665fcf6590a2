// SPDX-License-Identifier: Apache-2.0
/**
 * The protocol of docs/protocol.md: messages as records, and their bytes.
 *
 * <p>Starting points: {@link org.freehold.server.wire.ClientMessage}, {@link org.freehold.server.wire.ServerMessage},
 * {@link org.freehold.server.wire.ErrorCode}.
 *
 * <p>Knows no sockets, clocks or threads, and nothing of the world: entities are JSON here.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.wire;
