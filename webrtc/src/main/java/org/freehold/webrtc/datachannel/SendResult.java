// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

/** What became of a message that was to be sent. */
public enum SendResult {
    /** It waits, and goes with the next {@link DataChannels#flush} that has room for it. */
    QUEUED,
    /** As much waits as {@link org.freehold.webrtc.sctp.Limits#sendBufferBytes} allows: send less, or wait for the peer. */
    FULL,
    /** It is longer than the peer said it takes. */
    TOO_LARGE,
    /** The channel is closed or closing. */
    CLOSED
}
