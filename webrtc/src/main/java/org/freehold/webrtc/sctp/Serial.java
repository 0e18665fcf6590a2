// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/** Order of numbers that wrap around (RFC 1982, RFC 9260 section 1.6): TSNs have 32 bits, SSNs 16. */
final class Serial {
    private Serial() {}

    /** Whether TSN {@code a} comes after TSN {@code b}. */
    static boolean after(int a, int b) {
        return a - b > 0;
    }

    /** How far SSN {@code a} is after SSN {@code b}: -32768 to 32767. */
    static int distance16(int a, int b) {
        return (short) (a - b);
    }
}
