// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

/** Which side of DTLS this is: it decides the numbers of the channels that this side opens (RFC 8832 section 6). */
public enum DtlsRole {
    /** {@code a=setup:active}; channels get even numbers. */
    CLIENT,
    /** {@code a=setup:passive}; channels get odd numbers. */
    SERVER
}
