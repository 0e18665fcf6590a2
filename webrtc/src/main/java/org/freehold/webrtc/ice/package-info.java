// SPDX-License-Identifier: Apache-2.0
/**
 * How two find a path to each other (ICE, RFC 8445), by ice4j, over one UDP port that many peers share and that is somebody else's.
 *
 * <p>Starting points: {@link org.freehold.webrtc.ice.IceEngine} (ice4j, once), {@link org.freehold.webrtc.ice.IceNegotiation} (a path to
 * one peer), {@link org.freehold.webrtc.ice.StunPacket} (what strangers send, looked at before ice4j sees it).
 *
 * <p>Only what is signed with a password that we gave or were given gets to ice4j, so that strangers cannot make it work or talk. It sends
 * checks of its own accord only where {@link org.freehold.webrtc.ice.PublicAddress} and the limits of a negotiation let it.
 *
 * <p>Threads: ice4j's own, few and shared by all; making and freeing a negotiation may block and belongs on a virtual thread.
 */
@NullMarked
package org.freehold.webrtc.ice;

import org.jspecify.annotations.NullMarked;
