// SPDX-License-Identifier: Apache-2.0
/**
 * SCTP over DTLS (RFC 9260, RFC 8261) as far as data channels need it.
 *
 * <p>Threads: none of its own; everything of one association on one thread at a time. Knows no socket, clock, DTLS or channel.
 */
@NullMarked
package org.freehold.webrtc.sctp;

import org.jspecify.annotations.NullMarked;
