// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.freehold.webrtc.sctp.EndReason;
import org.freehold.webrtc.sctp.Limits;
import org.freehold.webrtc.sctp.PacketSink;
import org.jspecify.annotations.Nullable;

/** One end of a line, which notes down what happens. */
final class Side implements ChannelListener {

    /** A message that came. */
    record Message(DataChannel channel, boolean binary, byte[] bytes) {
        String text() {
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    final DataChannels channels;
    final List<Message> messages = new ArrayList<>();
    final List<DataChannel> opened = new ArrayList<>();
    final List<DataChannel> closed = new ArrayList<>();
    final List<DataChannel> low = new ArrayList<>();
    final Map<DataChannel, Runnable> whenLow = new HashMap<>();
    int connected;
    @Nullable
    EndReason ended;

    Side(DtlsRole role, Limits limits, Random random, PacketSink sink) {
        channels = new DataChannels(role, limits, limits.messageBytes(), random, sink, this);
    }

    @Override
    public void connected() {
        connected++;
    }

    @Override
    public void opened(DataChannel channel) {
        opened.add(channel);
    }

    @Override
    public void message(DataChannel channel, boolean binary, ByteBuf message) {
        byte[] bytes = new byte[message.readableBytes()];
        message.readBytes(bytes);
        messages.add(new Message(channel, binary, bytes));
    }

    @Override
    public void bufferedAmountLow(DataChannel channel) {
        low.add(channel);
        whenLow.getOrDefault(channel, () -> {}).run();
    }

    @Override
    public void closed(DataChannel channel) {
        closed.add(channel);
    }

    @Override
    public void ended(EndReason reason) {
        ended = reason;
    }

    List<String> texts() {
        return messages.stream().map(Message::text).toList();
    }

    static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
