// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

/** Numbers of chunks. */
final class ChunkType {
    static final int DATA = 0;
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int SACK = 3;
    static final int HEARTBEAT = 4;
    static final int HEARTBEAT_ACK = 5;
    static final int ABORT = 6;
    static final int SHUTDOWN = 7;
    static final int SHUTDOWN_ACK = 8;
    static final int ERROR = 9;
    static final int COOKIE_ECHO = 10;
    static final int COOKIE_ACK = 11;
    static final int SHUTDOWN_COMPLETE = 14;

    /** RFC 6525. */
    static final int RE_CONFIG = 130;

    /** RFC 4820. */
    static final int PAD = 132;

    /** RFC 3758. */
    static final int FORWARD_TSN = 192;

    private ChunkType() {}
}
