// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.freehold.webrtc.datachannel.Line.Weather;
import org.freehold.webrtc.sctp.Limits;
import org.freehold.webrtc.sctp.Reliability;
import org.freehold.webrtc.sctp.Statistics;
import org.junit.jupiter.api.Test;

/** Packets that are nearly right, and some that are not: whatever comes, no exception comes out, and what is held stays within the limits. */
final class PacketFuzz {
    private static final int ASSOCIATIONS = 150;
    private static final int PACKETS = 600;
    private static final int PIECES = 300 * 200;
    private static final Limits LIMITS = new Limits(64 << 10, 64 << 10, 32 << 10, 1191, 1191, 16, 64);

    @Test
    void mutatedPacketsOfALivelyConversationDoNoHarm() {
        long taken = 0;
        for (int seed = 0; seed < ASSOCIATIONS; seed++) {
            taken += converse(seed);
        }
        assertTrue(taken > ASSOCIATIONS * PACKETS / 4, taken + " packets made some sense");
    }

    /** A conversation in which some of what goes to the server comes a second time, altered. */
    private static long converse(long seed) {
        Random random = new Random(seed);
        List<byte[]> heard = new ArrayList<>();
        Line line = new Line(seed, Weather.of(0.05, 0.05, 5, 20), Limits.DEFAULT, LIMITS);
        line.toServer = packet -> heard.add(packet);
        line.client.channels.connect();
        List<DataChannel> channels = new ArrayList<>();
        try {
            for (int i = 0; i < PACKETS; i++) {
                if (random.nextInt(20) == 0) {
                    talk(line, channels, random);
                }
                if (random.nextInt(4) == 0) {
                    line.run(random.nextInt(30));
                }
                if (!heard.isEmpty()) {
                    line.inject(line.server, mutated(heard, random));
                }
                check(line.server.channels.statistics());
            }
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
        long taken = line.server.channels.statistics().receivedPackets();
        line.client.channels.abort();
        line.server.channels.abort();
        check(line.server.channels.statistics());
        return taken;
    }

    private static void check(Statistics now) {
        assertTrue(now.heldBytes() <= 3 * LIMITS.receiveWindowBytes() + PIECES, now.toString());
        assertTrue(now.waitingBytes() <= LIMITS.sendBufferBytes() + (65 << 10), now.toString());
    }

    private static void talk(Line line, List<DataChannel> channels, Random random) {
        Side side = random.nextBoolean() ? line.client : line.server;
        switch (random.nextInt(4)) {
            case 0 -> {
                if (side.ended == null && channels.size() < 6) {
                    channels.add(side.channels.open(new ChannelOptions("c", "", random.nextBoolean(),
                            random.nextBoolean() ? Reliability.FULL : Reliability.retransmissions(0), 256)));
                }
            }
            case 1 -> {
                if (random.nextInt(5) == 0 && !channels.isEmpty()) {
                    channels.removeFirst().close();
                }
            }
            default -> channels.forEach(channel -> channel.send(
                    true, Unpooled.wrappedBuffer(new byte[random.nextInt(4000)]), line.now()));
        }
    }

    /** A packet that was heard, with a few bytes changed, taken out, put in, or exchanged with another's; most keep a tag and no checksum, so that they are looked at. */
    private static byte[] mutated(List<byte[]> heard, Random random) {
        byte[] packet = heard.get(random.nextInt(heard.size())).clone();
        switch (random.nextInt(8)) {
            case 0 -> packet = Arrays.copyOf(packet, random.nextInt(packet.length + 1));
            case 1 -> {
                byte[] other = heard.get(random.nextInt(heard.size()));
                int cut = (12 + random.nextInt(Math.max(1, packet.length - 12))) & ~3;
                byte[] both = Arrays.copyOf(packet, Math.min(cut, packet.length) + Math.max(0, other.length - 12));
                System.arraycopy(other, Math.min(12, other.length), both, Math.min(cut, packet.length),
                        Math.max(0, other.length - 12));
                packet = both;
            }
            case 2 -> {
                // The rest is noise, up to the tag at times.
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                int kept = Math.min(random.nextInt(4) == 0 ? random.nextInt(12) : 13, packet.length);
                System.arraycopy(packet, 0, noise, 0, Math.min(kept, noise.length));
                packet = noise;
            }
            default -> {
                int changes = 1 + random.nextInt(4);
                for (int i = 0; i < changes && packet.length > 12; i++) {
                    int at = 12 + random.nextInt(Math.min(packet.length - 12, 40));
                    packet[at] = switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> (byte) 0xFF;
                        case 2 -> (byte) (packet[at] + (random.nextBoolean() ? 1 : -1));
                        default -> (byte) random.nextInt();
                    };
                }
            }
        }
        if (packet.length >= 12) {
            Arrays.fill(packet, 8, 12, (byte) 0);
        }
        return packet;
    }
}
