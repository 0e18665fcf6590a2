// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.freehold.webrtc.sctp.Reliability;
import org.jspecify.annotations.Nullable;

/**
 * DATA_CHANNEL_OPEN and DATA_CHANNEL_ACK (RFC 8832 section 5).
 *
 * <pre>
 * 0   type         3; an ACK is this byte only, 2
 * 1   channel      0 reliable, 1 so many retransmissions, 2 so many milliseconds; 0x80 more if unordered
 * 2   priority     2 bytes
 * 4   reliability  4 bytes: what the channel type counts
 * 8   lengths      of label and protocol, 2 bytes each
 * 12  label, protocol   UTF-8
 * </pre>
 */
final class OpenMessage {
    static final int ACK = 2;
    static final int OPEN = 3;

    private static final int FIXED_BYTES = 12;
    private static final int UNORDERED = 0x80;
    private static final int RELIABLE = 0;
    private static final int RETRANSMISSIONS = 1;
    private static final int LIFETIME = 2;

    private OpenMessage() {}

    /** A message that opens a channel. */
    static ByteBuf write(ChannelOptions options) {
        byte[] label = options.label().getBytes(StandardCharsets.UTF_8);
        byte[] protocol = options.protocol().getBytes(StandardCharsets.UTF_8);
        int kind = switch (options.reliability().kind()) {
            case FULL -> RELIABLE;
            case RETRANSMISSIONS -> RETRANSMISSIONS;
            case LIFETIME_MILLIS -> LIFETIME;
        };
        return Unpooled.buffer(FIXED_BYTES + label.length + protocol.length)
                .writeByte(OPEN)
                .writeByte(options.ordered() ? kind : kind | UNORDERED)
                .writeShort(options.priority())
                .writeInt((int) options.reliability().limit())
                .writeShort(label.length)
                .writeShort(protocol.length)
                .writeBytes(label)
                .writeBytes(protocol);
    }

    /** A message that confirms one. */
    static ByteBuf ack() {
        return Unpooled.buffer(1).writeByte(ACK);
    }

    /** What the peer opens; null if it makes no sense, or its texts are longer than {@link ChannelOptions} allows. */
    static @Nullable ChannelOptions read(ByteBuf message) {
        int start = message.readerIndex();
        int length = message.readableBytes();
        if (length < FIXED_BYTES) {
            return null;
        }
        int labelBytes = message.getUnsignedShort(start + 8);
        int protocolBytes = message.getUnsignedShort(start + 10);
        if (length != FIXED_BYTES + labelBytes + protocolBytes) {
            return null;
        }
        int kind = message.getUnsignedByte(start + 1);
        long limit = message.getUnsignedInt(start + 4);
        Reliability reliability;
        switch (kind & ~UNORDERED) {
            case RELIABLE -> reliability = Reliability.FULL;
            case RETRANSMISSIONS -> reliability = Reliability.retransmissions(limit);
            case LIFETIME -> reliability = Reliability.lifetimeMillis(limit);
            default -> {
                return null;
            }
        }
        String label = message.toString(start + FIXED_BYTES, labelBytes, StandardCharsets.UTF_8);
        String protocol = message.toString(start + FIXED_BYTES + labelBytes, protocolBytes, StandardCharsets.UTF_8);
        if (!ChannelOptions.hasRoomFor(label) || !ChannelOptions.hasRoomFor(protocol)) {
            return null;
        }
        return new ChannelOptions(
                label, protocol, (kind & UNORDERED) == 0, reliability, message.getUnsignedShort(start + 2));
    }
}
