// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import org.freehold.webrtc.datachannel.Line.Weather;
import org.freehold.webrtc.sctp.EndReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets become as large as the path carries, and no larger. */
final class PathMtuTest {
    private static final int SAFE = 1191;
    private static final int MESSAGE_BYTES = 200_000;

    private final Line line = Line.connected(1, Weather.CLEAR);
    private final DataChannel channel = line.client.channels.open(ChannelOptions.reliable("content"));

    private void sendMuch(int messages) {
        int before = line.server.messages.size();
        for (int i = 0; i < messages; i++) {
            assertEquals(
                    SendResult.QUEUED,
                    channel.send(true, Unpooled.buffer(MESSAGE_BYTES).writeZero(MESSAGE_BYTES), line.now()));
        }
        line.runUntil(() -> line.server.messages.size() == before + messages, 60_000);
    }

    private int packetBytes() {
        return line.client.channels.statistics().packetBytes();
    }

    @ParameterizedTest(name = "{0} bytes are carried")
    @CsvSource({"1191, 1191", "1403, 1191", "1404, 1404", "1420, 1412", "1440, 1432", "2007, 1432", "2008, 2008",
            "9000, 2008"})
    void packetsGrowToWhatThePathCarries(int carries, int expected) {
        line.carries = carries;

        sendMuch(4);
        line.run(10_000);
        sendMuch(4);

        assertEquals(expected, packetBytes());
        // A packet ends at a multiple of four bytes.
        assertEquals(expected & ~3, line.largest);
        assertEquals(0, line.client.channels.statistics().lostChunks(), "what was tried was nobody's data");
    }

    @Test
    void whoOnlyTalksTriesNothing() {
        for (int i = 0; i < 200; i++) {
            channel.send(false, Side.text("a word"), line.now());
            line.run(50);
        }

        assertEquals(200, line.server.messages.size());
        assertEquals(SAFE, packetBytes());
        assertTrue(line.largest <= SAFE);
    }

    @Test
    void aLossOfWhatWasTriedIsNotTheEndOfIt() {
        line.toServer = packet -> packet.length <= SAFE || line.packets % 2 == 0;

        sendMuch(2);
        line.run(20_000);

        assertTrue(packetBytes() > SAFE, "tried again");
    }

    @Test
    void onAnotherPathPacketsAreSmallAgain() {
        sendMuch(4);
        line.run(1000);
        assertEquals(2008, packetBytes());

        line.carries = SAFE;
        line.client.channels.pathChanged(line.now());
        sendMuch(4);

        assertEquals(SAFE, packetBytes());
        assertEquals(0, line.client.channels.statistics().lostChunks());
    }

    @Test
    void aPathThatCarriesLessAllAtOnceEndsTheConnectionSoon() {
        sendMuch(4);
        line.carries = SAFE;

        channel.send(true, Unpooled.buffer(MESSAGE_BYTES).writeZero(MESSAGE_BYTES), line.now());
        DataChannel words = line.server.channels.open(ChannelOptions.reliable("words"));
        for (int i = 0; i < 200 && line.client.ended == null; i++) {
            words.send(false, Side.text("I am here"), line.now());
            line.run(100);
        }

        // What was cut can't be cut anew: a new connection, which begins with small packets, is sooner there.
        assertEquals(EndReason.NO_ANSWER, line.client.ended);
        assertEquals(SAFE, packetBytes());
    }

    @Test
    void aPathThatCarriesNothingForAWhileIsNotTakenForOneThatCarriesLess() {
        sendMuch(4);
        line.carries = 0;
        channel.send(true, Unpooled.buffer(MESSAGE_BYTES).writeZero(MESSAGE_BYTES), line.now());
        line.run(30_000);

        line.carries = Integer.MAX_VALUE;
        line.runUntil(() -> line.server.messages.size() == 5, 10_000);

        assertEquals(2008, packetBytes());
    }

    @Test
    void theWaitForAnotherPathDoesNotCountAgainstIt() {
        sendMuch(4);
        line.carries = 0;
        channel.send(true, Unpooled.buffer(MESSAGE_BYTES).writeZero(MESSAGE_BYTES), line.now());
        line.run(13_000);

        line.carries = Integer.MAX_VALUE;
        line.client.channels.pathChanged(line.now());
        line.runUntil(() -> line.server.messages.size() == 5, 10_000);

        assertNull(line.client.ended, "what was cut for the path before is carried by this one too");
    }

    @Test
    void whatIsSmallGetsThroughAPathThatCarriesLess() {
        sendMuch(4);
        line.carries = SAFE;

        for (int i = 0; i < 100; i++) {
            channel.send(false, Side.text("a word"), line.now());
            line.run(200);
        }

        assertEquals(104, line.server.messages.size());
    }
}
