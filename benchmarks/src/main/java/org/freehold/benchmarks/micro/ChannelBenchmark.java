// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.freehold.webrtc.datachannel.ChannelListener;
import org.freehold.webrtc.datachannel.ChannelOptions;
import org.freehold.webrtc.datachannel.DataChannel;
import org.freehold.webrtc.datachannel.DataChannels;
import org.freehold.webrtc.datachannel.DtlsRole;
import org.freehold.webrtc.datachannel.SendResult;
import org.freehold.webrtc.sctp.EndReason;
import org.freehold.webrtc.sctp.Limits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Data channels in memory, both ends on one thread: what SCTP costs without DTLS and network. */
@State(Scope.Thread)
public class ChannelBenchmark {
    private static final int MESSAGE_BYTES = 16 << 10;
    private static final int POSES_BYTES = 3000;
    private static final long ROUND_TRIP_NANOS = 1_000_000;

    private final End browser = new End();
    private final End world = new End();
    private final ByteBuf message = Unpooled.directBuffer(MESSAGE_BYTES).writeZero(MESSAGE_BYTES);
    private final ByteBuf poses = Unpooled.directBuffer(POSES_BYTES).writeZero(POSES_BYTES);
    private long now;

    /** The two have met, and their windows have grown. */
    @Setup(Level.Trial)
    public void meet() {
        Random random = new Random(4);
        browser.meet(DtlsRole.CLIENT, world, random);
        world.meet(DtlsRole.SERVER, browser, random);
        browser.channels.connect();
        world.bulk = world.channels.openNegotiated(0, ChannelOptions.reliable("bulk"));
        world.newest = world.channels.openNegotiated(1, ChannelOptions.newest("poses"));
        browser.channels.openNegotiated(0, ChannelOptions.reliable("bulk"));
        browser.channels.openNegotiated(1, ChannelOptions.newest("poses"));
        pass();
    }

    /** Gives the buffers back. */
    @TearDown
    public void part() {
        world.channels.abort();
        browser.channels.abort();
        message.release();
        poses.release();
    }

    /** A message of 16 KiB that must arrive, sent, taken and acknowledged. */
    @Benchmark
    public long sixteenKilobytes() {
        send(world.bulk, message);
        return browser.bytes;
    }

    /** What one visitor is sent of all others in one tick: it need not arrive. */
    @Benchmark
    public long posesOfOneTick() {
        send(world.newest, poses);
        return browser.bytes;
    }

    private void send(DataChannel channel, ByteBuf bytes) {
        if (channel.send(true, bytes.retainedDuplicate(), now) != SendResult.QUEUED) {
            throw new IllegalStateException("not taken: " + world.channels.statistics());
        }
        pass();
    }

    /** As if each packet took no time, and each answer one round trip. */
    private void pass() {
        boolean moved = true;
        while (moved) {
            now += ROUND_TRIP_NANOS / 2;
            world.channels.flush(now);
            moved = browser.take(now);
            now += ROUND_TRIP_NANOS / 2;
            browser.channels.flush(now);
            moved |= world.take(now);
        }
    }

    /** One end, and the packets that are on their way to it. */
    private static final class End implements ChannelListener {
        private static final int MAX_PACKETS = 1024;
        private static final int PACKET_BYTES = 1200;

        private final byte[] packets = new byte[MAX_PACKETS * PACKET_BYTES];
        private final int[] lengths = new int[MAX_PACKETS];
        private int count;
        private long bytes;
        private DataChannels channels = channels(DtlsRole.CLIENT, this, new Random(0), this);
        private DataChannel bulk = channels.openNegotiated(0, ChannelOptions.reliable("none"));
        private DataChannel newest = bulk;

        void meet(DtlsRole role, End other, Random random) {
            channels.abort();
            channels = channels(role, other, random, this);
        }

        private static DataChannels channels(DtlsRole role, End other, Random random, ChannelListener listener) {
            return new DataChannels(role, Limits.DEFAULT, 0, random, other::arrive, listener);
        }

        private void arrive(byte[] packet, int offset, int length) {
            System.arraycopy(packet, offset, packets, count * PACKET_BYTES, length);
            lengths[count++] = length;
        }

        boolean take(long now) {
            int taken = count;
            count = 0;
            for (int i = 0; i < taken; i++) {
                channels.receive(packets, i * PACKET_BYTES, lengths[i], now);
            }
            return taken > 0;
        }

        @Override
        public void connected() {
            // Nothing waits for it.
        }

        @Override
        public void opened(DataChannel channel) {
            // Known beforehand.
        }

        @Override
        public void message(DataChannel channel, boolean binary, ByteBuf message) {
            bytes += message.readableBytes();
        }

        @Override
        public void bufferedAmountLow(DataChannel channel) {
            // Sends one at a time.
        }

        @Override
        public void closed(DataChannel channel) {
            throw new IllegalStateException("closed: " + channel.id());
        }

        @Override
        public void ended(EndReason reason) {
            throw new IllegalStateException("ended: " + reason);
        }
    }
}
