// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.freehold.webrtc.datachannel.Line.Weather;
import org.freehold.webrtc.sctp.EndReason;
import org.freehold.webrtc.sctp.Limits;
import org.freehold.webrtc.sctp.Packet;
import org.freehold.webrtc.sctp.Reliability;
import org.junit.jupiter.api.Test;

final class DataChannelsTest {

    @Test
    void aChannelOpensAndCarriesMessagesBothWays() {
        Line line = Line.connected(1, Weather.CLEAR);
        DataChannel ours = line.client.channels.open(
                new ChannelOptions("world", "freehold", false, Reliability.lifetimeMillis(70_000), 300));
        ours.send(false, Side.text("hello"), line.now());
        line.runUntil(() -> !line.server.messages.isEmpty(), 1000);

        DataChannel theirs = line.server.opened.getFirst();
        assertEquals(ours.options(), theirs.options());
        assertEquals(0, theirs.id());
        theirs.send(true, Unpooled.wrappedBuffer(new byte[] {1, 2, 3}), line.now());
        theirs.send(false, Unpooled.EMPTY_BUFFER, line.now());
        theirs.send(true, Unpooled.EMPTY_BUFFER, line.now());
        line.runUntil(() -> line.client.messages.size() == 3, 1000);
        assertEquals(List.of("hello"), line.server.texts());
        assertEquals(List.of(true, false, true),
                line.client.messages.stream().map(Side.Message::binary).toList());
        assertEquals(List.of(3, 0, 0),
                line.client.messages.stream().map(message -> message.bytes().length).toList());
        assertSame(ours, line.client.opened.getFirst());
    }

    @Test
    void whatIsSentBeforeTheHandshakeArrivesAfterIt() {
        Line line = new Line(2, Weather.CLEAR);
        DataChannel channel = line.client.channels.open(ChannelOptions.newest("poses"));
        assertEquals(SendResult.QUEUED, channel.send(false, Side.text("early"), line.now()));
        line.run(100);
        assertFalse(line.client.channels.isConnected());
        line.client.channels.connect();
        line.runUntil(() -> line.server.texts().equals(List.of("early")), 1000);
    }

    @Test
    void bothSidesMayStartAtOnce() {
        Line line = new Line(3, Weather.of(0.2, 0.2, 20, 30));
        line.client.channels.connect();
        line.server.channels.connect();
        line.client.channels.open(ChannelOptions.reliable("a")).send(false, Side.text("from client"), line.now());
        line.server.channels.open(ChannelOptions.reliable("b")).send(false, Side.text("from server"), line.now());
        line.runUntil(() -> line.client.messages.size() + line.server.messages.size() == 2, 60_000);
        assertEquals(1, line.client.connected);
        assertEquals(1, line.server.connected);
        assertEquals(1, line.client.messages.getFirst().channel().id());
    }

    @Test
    void aNegotiatedChannelNeedsNoOpening() {
        Line line = Line.connected(4, Weather.CLEAR);
        DataChannel ours = line.client.channels.openNegotiated(7, ChannelOptions.newest("poses"));
        DataChannel theirs = line.server.channels.openNegotiated(7, ChannelOptions.newest("poses"));
        ours.send(false, Side.text("here"), line.now());
        theirs.send(false, Side.text("there"), line.now());
        line.runUntil(() -> line.client.messages.size() + line.server.messages.size() == 2, 1000);
        assertSame(theirs, line.server.messages.getFirst().channel());
        assertTrue(line.server.opened.isEmpty());
        assertThrows(IllegalStateException.class,
                () -> line.client.channels.openNegotiated(7, ChannelOptions.newest("again")));
    }

    @Test
    void aNumberIsFreeExactlyWhenAChannelCanHaveIt() {
        Line line =
                new Line(4, Weather.CLEAR, Limits.DEFAULT, new Limits(64 << 10, 64 << 10, 32 << 10, 1191, 1191, 4, 64));
        DataChannels channels = line.client.channels;
        assertTrue(channels.isFree(4), "nobody has said how many streams there are");
        channels.connect();
        line.runUntil(() -> line.client.connected > 0 && line.server.connected > 0, 1000);
        for (int id : new int[] {-1, 4, 65_535}) {
            assertFalse(channels.isFree(id), "number " + id);
            assertThrows(IllegalStateException.class,
                    () -> channels.openNegotiated(id, ChannelOptions.reliable("a")));
        }
        assertTrue(channels.isFree(3));
        channels.openNegotiated(3, ChannelOptions.reliable("a"));
        assertFalse(channels.isFree(3), "in use");
        assertTrue(channels.isFree(2));
        channels.close();
        assertFalse(channels.isFree(2), "about to end");
        assertThrows(IllegalStateException.class, () -> channels.openNegotiated(2, ChannelOptions.reliable("a")));
    }

    @Test
    void aClosedChannelSendsWhatWaitsAndItsNumberIsUsedAgain() {
        Line line = Line.connected(5, Weather.of(0.05, 0.05, 20, 20));
        for (int round = 1; round <= 5; round++) {
            int rounds = round;
            DataChannel channel = line.client.channels.open(ChannelOptions.reliable("round " + round));
            assertEquals(0, channel.id());
            ByteBuf large = Unpooled.buffer(100_000).writeZero(100_000);
            channel.send(true, large, line.now());
            channel.close();
            assertEquals(SendResult.CLOSED, channel.send(false, Side.text("late"), line.now()));
            line.runUntil(() -> line.client.closed.size() == rounds && line.server.closed.size() == rounds, 60_000);
            assertEquals(rounds, line.server.messages.size());
            line.run(10_000);
            assertEquals(0, large.refCnt());
        }
    }

    @Test
    void aNumberIsUsedAgainAlthoughTheAnswerToItsResetIsLost() {
        Line line = Line.connected(6, Weather.CLEAR);
        DataChannel first = line.client.channels.open(ChannelOptions.reliable("first"));
        first.send(false, Side.text("one"), line.now());
        line.runUntil(() -> line.server.messages.size() == 1, 1000);
        line.toServer = packet -> Packet.read(packet).chunks().stream().noneMatch(Packet.Chunk::isResetAnswer);
        first.close();
        line.runUntil(() -> line.client.closed.size() == 1, 1000);
        assertTrue(line.server.closed.isEmpty());
        DataChannel second = line.client.channels.open(ChannelOptions.reliable("second"));
        assertEquals(0, second.id());
        second.send(false, Side.text("two"), line.now());
        line.runUntil(() -> line.server.messages.size() == 2, 1000);
        line.server.opened.get(1).send(false, Side.text("three"), line.now());
        line.toServer = packet -> true;
        line.runUntil(() -> line.client.texts().equals(List.of("three")), 5000);
        assertEquals(1, line.server.closed.size());
        second.close();
        line.runUntil(() -> line.client.closed.size() == 2 && line.server.closed.size() == 2, 5000);
    }

    @Test
    void tooMuchAtOnceAndTooLongIsRefused() {
        Line line = Line.connected(7, Weather.CLEAR);
        DataChannel channel = line.client.channels.open(ChannelOptions.reliable("much"));
        ByteBuf tooLong = Unpooled.buffer().writeZero(Limits.DEFAULT.messageBytes() + 1);
        assertEquals(SendResult.TOO_LARGE, channel.send(true, tooLong, line.now()));
        assertEquals(0, tooLong.refCnt());
        int queued = 0;
        ByteBuf message = Unpooled.buffer().writeZero(100_000);
        while (channel.send(true, message.retain(), line.now()) == SendResult.QUEUED) {
            queued++;
        }
        assertEquals(Limits.DEFAULT.sendBufferBytes() / 100_064, queued);
        assertEquals(1, message.refCnt() - queued);
        int sent = queued;
        line.runUntil(() -> line.server.messages.size() == sent, 60_000);
        line.run(1000);
        assertEquals(1, message.refCnt());
        message.release();
    }

    @Test
    void itIsToldWhenLittleIsBuffered() {
        Line line = Line.connected(8, Weather.CLEAR);
        DataChannel channel = line.client.channels.open(ChannelOptions.reliable("much"));
        line.run(1000);
        channel.bufferedAmountLowThreshold(10_000);
        channel.send(true, Unpooled.buffer().writeZero(9_000), line.now());
        assertEquals(9_000, channel.bufferedAmount());
        line.run(1000);
        assertTrue(line.client.low.isEmpty());
        int[] more = {10};
        line.client.whenLow.put(channel, () -> {
            if (more[0]-- > 0) {
                channel.send(true, Unpooled.buffer().writeZero(50_000), line.now());
            }
        });
        channel.send(true, Unpooled.buffer().writeZero(50_000), line.now());
        line.runUntil(() -> line.server.messages.size() == 12, 60_000);
        assertEquals(11, line.client.low.size());
    }

    @Test
    void closingSendsWhatWaitsFirst() {
        for (int seed = 0; seed < 20; seed++) {
            Line line = Line.connected(seed, Weather.of(0.1, 0.1, 20, 20));
            DataChannel channel = line.server.channels.open(ChannelOptions.reliable("last words"));
            for (int i = 0; i < 20; i++) {
                channel.send(true, Unpooled.buffer().writeZero(5_000), line.now());
            }
            line.server.channels.close();
            assertFalse(channel.isOpen());
            line.runUntil(() -> line.client.ended != null, 120_000);
            assertEquals(20, line.client.messages.size());
            assertEquals(EndReason.CLOSED_BY_PEER, line.client.ended);
        }
    }

    @Test
    void bothMayCloseAtOnce() {
        Line line = Line.connected(9, Weather.CLEAR);
        line.server.channels.close();
        line.client.channels.close();
        line.runUntil(() -> line.client.ended != null && line.server.ended != null, 1000);
        assertEquals(EndReason.CLOSED, line.client.ended);
        assertEquals(EndReason.CLOSED, line.server.ended);
    }

    @Test
    void abortTellsThePeerAndGivesBuffersBack() {
        Line line = Line.connected(10, Weather.CLEAR);
        DataChannel channel = line.client.channels.open(ChannelOptions.reliable("cut off"));
        ByteBuf message = Unpooled.buffer().writeZero(200_000);
        channel.send(true, message, line.now());
        line.run(30);
        line.client.channels.abort();
        assertEquals(0, message.refCnt());
        assertFalse(channel.isOpen());
        assertEquals(DataChannels.NEVER, line.client.channels.timeoutIn(line.now()));
        line.runUntil(() -> line.server.ended == EndReason.ABORTED_BY_PEER, 1000);
        assertThrows(IllegalStateException.class, () -> line.client.channels.open(ChannelOptions.reliable("again")));
    }

    @Test
    void aPeerThatFallsSilentIsGivenUp() {
        Line line = Line.connected(11, Weather.CLEAR);
        line.toServer = packet -> false;
        ByteBuf message = Side.text("anybody?");
        line.client.channels.open(ChannelOptions.reliable("calls")).send(false, message, line.now());
        line.runUntil(() -> line.client.ended != null, 120_000);
        assertEquals(EndReason.NO_ANSWER, line.client.ended);
        assertEquals(0, message.refCnt());
    }

    @Test
    void aPeerThatNeverAnswersIsGivenUp() {
        Line line = new Line(12, Weather.CLEAR);
        line.toServer = packet -> false;
        line.client.channels.connect();
        line.runUntil(() -> line.client.ended == EndReason.NO_ANSWER, 120_000);
    }

    @Test
    void smallMessagesShareAPacketAndOneAcknowledgementStandsForABatch() {
        Line line = Line.connected(13, Weather.CLEAR);
        DataChannel channel = line.client.channels.open(ChannelOptions.newest("poses"));
        line.run(1000);
        int before = line.packets;
        for (int i = 0; i < 100; i++) {
            channel.send(true, Unpooled.buffer().writeZero(40), line.now());
        }
        line.run(1000);
        assertEquals(100, line.server.messages.size());
        // 20 of 56 bytes in a packet of 1188, and one SACK for the five of them.
        assertEquals(5 + 1, line.packets - before);
    }

    @Test
    void whatIsUrgentGoesBeforeWhatIsLong() {
        Line line = Line.connected(14, Weather.CLEAR);
        DataChannel poses = line.client.channels.open(ChannelOptions.newest("poses"));
        List<DataChannel> contents = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            contents.add(line.client.channels.open(
                    new ChannelOptions("content", "", true, Reliability.FULL, ChannelOptions.VERY_LOW)));
        }
        line.run(1000);
        for (int i = 0; i < 20; i++) {
            contents.get(i % 10).send(true, Unpooled.buffer().writeZero(16_000), line.now());
        }
        line.run(1);
        poses.send(true, Unpooled.buffer().writeZero(40), line.now());
        line.runUntil(() -> line.server.messages.stream().anyMatch(message -> message.channel().id() == 0), 1000);
        assertTrue(line.server.messages.size() <= 3, line.server.messages.size() + " messages");
        line.runUntil(() -> line.server.messages.size() == 21, 60_000);
    }

    @Test
    void aPoseDoesNotOvertakeTheOpeningOfItsChannel() {
        Line line = Line.connected(16, Weather.CLEAR);
        int[] packets = {0};
        line.toServer = packet -> packets[0]++ != 0;
        DataChannel poses = line.client.channels.open(ChannelOptions.newest("poses"));
        line.run(1);
        poses.send(false, Side.text("first"), line.now());
        line.runUntil(() -> line.server.texts().equals(List.of("first")), 5000);
    }

    @Test
    void aPoseDoesNotWaitForALostOne() {
        Line line = Line.connected(15, Weather.CLEAR);
        DataChannel poses = line.client.channels.open(ChannelOptions.newest("poses"));
        line.run(1000);
        int[] dropped = {0};
        line.toServer = packet -> dropped[0]++ != 0;
        poses.send(false, Side.text("lost"), line.now());
        line.run(1);
        poses.send(false, Side.text("next"), line.now());
        long sentAt = line.now();
        line.runUntil(() -> !line.server.messages.isEmpty(), 1000);
        assertEquals(List.of("next"), line.server.texts());
        assertEquals(20_000_000, line.now() - sentAt);
    }

    @Test
    void labelsAreNoLongerThanTheyMayBe() {
        assertThrows(IllegalArgumentException.class, () -> ChannelOptions.reliable("ä".repeat(128)));
        assertEquals(255, ChannelOptions.reliable("x".repeat(255)).label().length());
    }
}
