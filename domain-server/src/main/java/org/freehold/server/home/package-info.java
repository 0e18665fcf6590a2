// SPDX-License-Identifier: Apache-2.0
/**
 * Homes: a domain that says of its own people who they are, and one that believes what another says (docs/protocol.md section 3.3).
 *
 * <p>Starting points: {@link org.freehold.server.home.Vouch} (what is said), {@link org.freehold.server.home.VouchIssuer} (says it),
 * {@link org.freehold.server.home.VouchCheck} (believes it or not), {@link org.freehold.server.home.PinnedHomes} (which key a home has).
 *
 * <p>Threads: virtual ones, what asks another domain blocks; nothing here runs on an event loop or the world thread.
 */
@NullMarked
package org.freehold.server.home;

import org.jspecify.annotations.NullMarked;
