// SPDX-License-Identifier: Apache-2.0
/**
 * DTLS 1.2 between two who know the fingerprints of each other's certificates (RFC 8827 section 6.5), by Bouncy Castle.
 *
 * <p>Starting points: {@link org.freehold.webrtc.dtls.DtlsEndpoint} (handshakes), {@link org.freehold.webrtc.dtls.DtlsSession}
 * (packets after one), {@link org.freehold.webrtc.dtls.DtlsCertificate} (who we are).
 *
 * <p>Knows neither sockets nor ICE: packets are handed in and out.
 *
 * <p>Threads: a handshake blocks the thread that asks for it, which should be a virtual one. After it a session has no thread; it
 * belongs to one at a time.
 */
@NullMarked
package org.freehold.webrtc.dtls;

import org.jspecify.annotations.NullMarked;
