// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/** Numbers of RE-CONFIG (RFC 6525 section 4). */
final class ReConfig {
    /** Parameter: its sender begins streams anew. */
    static final int OUTGOING_RESET = 13;
    /** Parameter: the answer to a request. */
    static final int RESPONSE = 16;

    /** Of a request: its number, the number of the last request of the other side, the last TSN given; then two bytes for each stream. */
    static final int OUTGOING_RESET_BYTES = 12;
    /** Of an answer: the number of the request, the result. */
    static final int RESPONSE_BYTES = 8;

    static final int NOTHING_TO_DO = 0;
    static final int PERFORMED = 1;
    static final int DENIED = 2;
    static final int WRONG_STREAM = 3;
    static final int BAD_SEQUENCE_NUMBER = 5;
    static final int IN_PROGRESS = 6;

    private ReConfig() {}

    /** Writes the header of a parameter; returns where its value goes. */
    static int parameter(byte[] bytes, int at, int kind, int valueBytes) {
        NetworkOrder.put16(bytes, at, kind);
        NetworkOrder.put16(bytes, at + 2, Tlv.HEADER_BYTES + valueBytes);
        return at + Tlv.HEADER_BYTES;
    }
}
