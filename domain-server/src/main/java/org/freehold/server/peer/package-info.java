// SPDX-License-Identifier: Apache-2.0
/**
 * Introductions (docs/protocol.md section 13): how a visitor and this domain hear of each other before they speak over WebRTC.
 *
 * <p>Starting points: {@link org.freehold.server.peer.Introductions} (offers and answers, whoever carries them),
 * {@link org.freehold.server.peer.IntroductionRoute} (over HTTP), {@link org.freehold.server.peer.HostAddresses} (where this domain may be
 * reached), {@link org.freehold.server.peer.IntroductionObjects} (the JSON, for both ends).
 *
 * <p>Threads: an introduction is answered on a virtual thread.
 */
@NullMarked
package org.freehold.server.peer;

import org.jspecify.annotations.NullMarked;
