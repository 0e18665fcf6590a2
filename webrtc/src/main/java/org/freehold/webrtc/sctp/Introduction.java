// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a side says of itself in INIT and INIT ACK (RFC 9260 section 3.3.2).
 *
 * <pre>
 * 0   tag            not 0: what it wants to see in each packet
 * 4   window         bytes
 * 8   streams out, streams in   2 bytes each, not 0
 * 12  first TSN
 * 16  parameters
 * </pre>
 *
 * @param tag what it wants to see in each packet
 * @param windowBytes unsigned
 * @param streamsOut that it would like to use
 * @param streamsIn that it takes at most
 * @param firstTsn of its first DATA chunk
 * @param forwards whether it knows FORWARD-TSN
 * @param resets whether it knows RE-CONFIG
 * @param takesNoChecksum whether it takes packets without a checksum, since DTLS protects them (RFC 9653)
 */
record Introduction(
        int tag,
        int windowBytes,
        int streamsOut,
        int streamsIn,
        int firstTsn,
        boolean forwards,
        boolean resets,
        boolean takesNoChecksum) {

    private static final int FIXED_BYTES = 16;
    private static final int STATE_COOKIE = 7;
    private static final int ZERO_CHECKSUM = 0x8001;
    private static final int SUPPORTED_EXTENSIONS = 0x8008;
    private static final int FORWARD_TSN_SUPPORTED = 0xC000;

    /** A parameter without this bit that is not known ends the reading of the parameters (RFC 9260 section 3.2.1). */
    private static final int SKIP_IF_UNKNOWN = 0x8000;

    /** The lower layer is DTLS (RFC 9653 section 4). */
    private static final int DTLS = 1;

    /** Everything that is said beside the cookie. */
    private static final int OWN_BYTES = FIXED_BYTES + 8 + 8 + 4;

    /** What a packet says, and its cookie; null if it makes no sense. */
    static @Nullable Received read(byte[] packet, int start, int length) {
        if (length < FIXED_BYTES || !Tlv.isWhole(packet, start + FIXED_BYTES, start + length)) {
            return null;
        }
        int tag = NetworkOrder.int32(packet, start);
        int streamsOut = NetworkOrder.unsigned16(packet, start + 8);
        int streamsIn = NetworkOrder.unsigned16(packet, start + 10);
        if (tag == 0 || streamsOut == 0 || streamsIn == 0) {
            return null;
        }
        boolean forwards = false;
        boolean resets = false;
        boolean noChecksum = false;
        byte[] cookie = {};
        Tlv parameter = new Tlv();
        parameter.walk(packet, start + FIXED_BYTES, start + length);
        boolean goesOn = true;
        while (goesOn && parameter.next()) {
            int at = parameter.start();
            int end = at + parameter.length();
            switch (parameter.kind()) {
                case STATE_COOKIE -> cookie = Arrays.copyOfRange(packet, at, end);
                case FORWARD_TSN_SUPPORTED -> forwards = true;
                case ZERO_CHECKSUM ->
                        noChecksum = parameter.length() == 4 && NetworkOrder.int32(packet, at) == DTLS;
                case SUPPORTED_EXTENSIONS -> {
                    for (; at < end; at++) {
                        resets |= (packet[at] & 0xFF) == ChunkType.RE_CONFIG;
                    }
                }
                default -> goesOn = (parameter.kind() & SKIP_IF_UNKNOWN) != 0 || isAboutAddresses(parameter.kind());
            }
        }
        Introduction said = new Introduction(
                tag, NetworkOrder.int32(packet, start + 4), streamsOut, streamsIn,
                NetworkOrder.int32(packet, start + 12), forwards, resets, noChecksum);
        return new Received(said, cookie);
    }

    /** IPv4 and IPv6 addresses, cookie preservative, host name, supported address types: of no use over DTLS. */
    private static boolean isAboutAddresses(int kind) {
        return kind == 5 || kind == 6 || kind == 9 || kind == 11 || kind == 12;
    }

    /** Writes this as INIT or INIT ACK, in the name of a side that knows all that is implemented here. */
    void write(PacketWriter writer, int chunkType, byte[] cookie) {
        int cookieBytes = cookie.length == 0 ? 0 : Tlv.HEADER_BYTES + cookie.length;
        int at = writer.chunk(chunkType, 0, OWN_BYTES + cookieBytes);
        byte[] bytes = writer.bytes();
        NetworkOrder.put32(bytes, at, tag);
        NetworkOrder.put32(bytes, at + 4, windowBytes);
        NetworkOrder.put16(bytes, at + 8, streamsOut);
        NetworkOrder.put16(bytes, at + 10, streamsIn);
        NetworkOrder.put32(bytes, at + 12, firstTsn);
        at += FIXED_BYTES;
        at = header(bytes, at, FORWARD_TSN_SUPPORTED, 0);
        at = header(bytes, at, ZERO_CHECKSUM, 4);
        NetworkOrder.put32(bytes, at, DTLS);
        at = header(bytes, at + 4, SUPPORTED_EXTENSIONS, 2);
        bytes[at++] = (byte) ChunkType.RE_CONFIG;
        bytes[at++] = (byte) ChunkType.FORWARD_TSN;
        bytes[at++] = 0;
        bytes[at++] = 0;
        if (cookie.length > 0) {
            at = header(bytes, at, STATE_COOKIE, cookie.length);
            System.arraycopy(cookie, 0, bytes, at, cookie.length);
        }
    }

    private static int header(byte[] bytes, int at, int kind, int valueBytes) {
        NetworkOrder.put16(bytes, at, kind);
        NetworkOrder.put16(bytes, at + 2, Tlv.HEADER_BYTES + valueBytes);
        return at + Tlv.HEADER_BYTES;
    }

    /**
     * What came.
     *
     * @param said by the peer
     * @param cookie empty if there is none
     */
    record Received(Introduction said, byte[] cookie) {}
}
