// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

/** Why a peer is gone. */
public enum PeerEnd {
    /** It was closed here. */
    CLOSED,
    /** The other end closed it. */
    CLOSED_BY_PEER,
    /** Nothing came for too long. */
    SILENT,
    /** It was not connected in time. */
    TOO_LATE,
    /** It showed another certificate than the one that was announced. */
    WRONG_CERTIFICATE,
    /** It broke a protocol, or spoke another. */
    VIOLATION
}
