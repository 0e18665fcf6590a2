// SPDX-License-Identifier: Apache-2.0
/**
 * A world shared from behind a router: stays registered at a rendezvous, from when the owner says so until they say no more.
 *
 * <p>Starting points: {@link org.freehold.server.sharing.Sharing} (the service), {@link org.freehold.server.sharing.ShareOperations} (how it is
 * asked), {@link org.freehold.server.sharing.ReflexiveAddress} (what the world's UDP port looks like from outside).
 *
 * <p>Threads: one virtual thread for each registration. What is said in an introduction is for whoever takes introductions.
 */
@NullMarked
package org.freehold.server.sharing;

import org.jspecify.annotations.NullMarked;
