// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/** Why an association is over. */
public enum EndReason {
    /** This side closed it, and the peer has everything that was sent before. */
    CLOSED,
    /** This side ended it at once. */
    ABORTED,
    /** The peer closed it, and has everything that was sent before. */
    CLOSED_BY_PEER,
    /** The peer ended it at once, as browsers do when a page is left. */
    ABORTED_BY_PEER,
    /** The peer did not answer any more. */
    NO_ANSWER,
    /** The peer broke the protocol in a way that can't be passed over, or asked for more than {@link Limits} allows. */
    VIOLATION
}
