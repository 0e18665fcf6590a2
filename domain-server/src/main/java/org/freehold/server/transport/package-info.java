// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes in and out: connections that carry messages, reliably and in order or as the newest only.
 *
 * <p>Starting points: {@link org.freehold.server.transport.Transport} (what can be sent),
 * {@link org.freehold.server.transport.TransportHandler} (what comes in).
 *
 * <p>Threads: Netty's event loops. Knows nothing of sessions or the world.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.transport;
