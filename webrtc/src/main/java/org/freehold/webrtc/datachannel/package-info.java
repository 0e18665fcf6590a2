// SPDX-License-Identifier: Apache-2.0
/**
 * WebRTC data channels (RFC 8831) and their opening (RFC 8832) on one SCTP association.
 *
 * <p>Starting points: {@link org.freehold.webrtc.datachannel.DataChannels}, {@link org.freehold.webrtc.datachannel.DataChannel},
 * {@link org.freehold.webrtc.datachannel.ChannelListener}.
 *
 * <p>Threads: none of its own; everything of one peer on one thread at a time. Knows no socket, clock, DTLS or ICE.
 */
@NullMarked
package org.freehold.webrtc.datachannel;

import org.jspecify.annotations.NullMarked;
