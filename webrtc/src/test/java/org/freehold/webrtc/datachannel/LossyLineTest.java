// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.freehold.webrtc.datachannel.Line.Weather;
import org.freehold.webrtc.sctp.Reliability;
import org.junit.jupiter.api.Test;

/** Runs in virtual time, each with another seed: loss up to 15 %, reordering, duplicates, all kinds of channels, both ways, closing and opening. */
final class LossyLineTest {
    private static final int RUNS = 250;
    private static final int CHANNELS = 5;

    @Test
    void whatMustArriveDoesOnceAndInOrderAndTheRestIsWhole() {
        for (int seed = 0; seed < RUNS; seed++) {
            try {
                run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        Weather weather = Weather.of(
                random.nextDouble() * 0.15, random.nextDouble() * 0.1, 1 + random.nextInt(60), random.nextInt(30));
        Line line = Line.connected(seed, weather);
        List<ByteBuf> buffers = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            List<DataChannel> channels = new ArrayList<>();
            int[] sent = new int[CHANNELS];
            for (int i = 0; i < CHANNELS; i++) {
                Side side = random.nextBoolean() ? line.client : line.server;
                channels.add(side.channels.open(options(random)));
            }
            int messages = 10 + random.nextInt(60);
            for (int i = 0; i < messages; i++) {
                int which = random.nextInt(CHANNELS);
                int length = random.nextInt(4) == 0 ? random.nextInt(30_000) : random.nextInt(300);
                ByteBuf message = message(channels.get(which), sent[which], length);
                if (channels.get(which).send(true, message, line.now()) == SendResult.QUEUED) {
                    sent[which]++;
                    buffers.add(message);
                }
                if (random.nextInt(3) == 0) {
                    line.run(random.nextInt(60));
                }
            }
            channels.forEach(DataChannel::close);
            int closed = (round + 1) * CHANNELS;
            line.runUntil(() -> line.client.closed.size() == closed && line.server.closed.size() == closed, 600_000);
            for (int i = 0; i < CHANNELS; i++) {
                check(channels.get(i), sent[i], line);
            }
            line.client.messages.clear();
            line.server.messages.clear();
        }
        line.runUntil(() -> line.client.channels.statistics().waitingBytes() == 0
                && line.server.channels.statistics().waitingBytes() == 0, 60_000);
        assertEquals(0, line.client.channels.statistics().heldBytes());
        assertEquals(0, line.server.channels.statistics().heldBytes());
        assertEquals(0, line.client.channels.statistics().refusedPackets());
        assertEquals(0, line.server.channels.statistics().refusedPackets());
        assertTrue(buffers.stream().allMatch(buffer -> buffer.refCnt() == 0));
    }

    private static ChannelOptions options(Random random) {
        Reliability reliability = switch (random.nextInt(4)) {
            case 0 -> Reliability.retransmissions(random.nextInt(3));
            case 1 -> Reliability.lifetimeMillis(random.nextInt(500));
            default -> Reliability.FULL;
        };
        return new ChannelOptions(
                "channel " + random.nextInt(), "", random.nextBoolean(), reliability, random.nextInt(3) * 256);
    }

    /** Says where it belongs, and is filled with bytes that follow from that. */
    private static ByteBuf message(DataChannel channel, int number, int length) {
        byte[] bytes = new byte[8 + length];
        new Random(number).nextBytes(bytes);
        ByteBuffer.wrap(bytes).putInt(channel.options().label().hashCode()).putInt(number);
        return Unpooled.wrappedBuffer(bytes);
    }

    private static void check(DataChannel channel, int sent, Line line) {
        int label = channel.options().label().hashCode();
        List<Integer> numbers = new ArrayList<>();
        for (Side side : List.of(line.client, line.server)) {
            for (Side.Message message : side.messages) {
                ByteBuffer bytes = ByteBuffer.wrap(message.bytes());
                if (bytes.getInt() == label) {
                    int number = bytes.getInt();
                    ByteBuf expected = message(channel, number, message.bytes().length - 8);
                    assertTrue(Arrays.equals(expected.array(), message.bytes()), "bytes of message " + number);
                    numbers.add(number);
                }
            }
        }
        List<Integer> sorted = numbers.stream().sorted().distinct().toList();
        assertEquals(sorted.size(), numbers.size(), "each at most once: " + numbers);
        if (channel.options().ordered()) {
            assertEquals(sorted, numbers);
        }
        if (channel.options().reliability().equals(Reliability.FULL)) {
            assertEquals(sent, numbers.size(), channel.options().toString());
        }
    }
}
