// SPDX-License-Identifier: Apache-2.0
/**
 * STUN Binding (RFC 8489), as much as tells somebody which address their packets come from, and what RFC 5780 adds to find out how a router
 * treats them.
 *
 * <p>Starting points: {@link org.freehold.server.stun.StunCodec} (bytes, pure), {@link org.freehold.server.stun.StunServer} (answers),
 * {@link org.freehold.server.stun.StunClient} (asks), {@link org.freehold.server.stun.StunUrl} (where).
 *
 * <p>Threads: the server has one virtual thread for each of its sockets: two ports, at each address. Knows nothing else of ours but the limit for strangers.
 */
@NullMarked
package org.freehold.server.stun;

import org.jspecify.annotations.NullMarked;
