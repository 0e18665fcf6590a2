// SPDX-License-Identifier: Apache-2.0
/**
 * The protocol of docs/protocol.md: messages as records, and their bytes.
 *
 * <p>Starting points: {@link org.freehold.server.wire.ClientMessage} and {@link org.freehold.server.wire.MessageReader},
 * {@link org.freehold.server.wire.ServerMessage} and {@link org.freehold.server.wire.MessageWriter},
 * {@link org.freehold.server.wire.PoseCodec}, {@link org.freehold.server.wire.ErrorCode}.
 *
 * <p>Threads: none of its own; all codecs are functions of their arguments. Knows no sockets and no clocks, and nothing of
 * the world: entities are JSON here.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.wire;
