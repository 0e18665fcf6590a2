// SPDX-License-Identifier: Apache-2.0
/**
 * Who a domain and its visitors are: Ed25519 keys, what they sign, and how a domain is bound to its owner.
 *
 * <p>Starting points: {@link org.freehold.server.identity.DomainKeys}, {@link org.freehold.server.identity.Statements}
 * (docs/protocol.md section 3), {@link org.freehold.server.identity.OwnerClaim} (section 3.1).
 *
 * <p>Knows no sockets and nothing of the world. Threads: reading and writing files blocks and is for start-up or a virtual
 * thread; everything else may be called on any thread.
 */
@NullMarked
package org.freehold.server.identity;

import org.jspecify.annotations.NullMarked;
