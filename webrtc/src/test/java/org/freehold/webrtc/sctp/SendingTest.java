// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import static org.freehold.webrtc.sctp.Puppet.TSN;
import static org.freehold.webrtc.sctp.Puppet.WHOLE;
import static org.freehold.webrtc.sctp.Puppet.data;
import static org.freehold.webrtc.sctp.Puppet.sack;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.freehold.webrtc.sctp.Packet.Chunk;
import org.junit.jupiter.api.Test;

final class SendingTest {
    private static final int WINDOW = 1 << 20;

    private Puppet puppet = Puppet.standing();

    @Test
    void cutsAMessageAndFillsPackets() {
        puppet.send(0, true, Reliability.FULL, "x".repeat(3000));
        puppet.send(1, true, Reliability.FULL, "y".repeat(400));
        puppet.flush();
        assertEquals(3, puppet.packets.size());
        List<Chunk> chunks = puppet.all(ChunkType.DATA);
        assertEquals(List.of(1160, 1160, 680, 400), chunks.stream().map(chunk -> chunk.value().length - 12).toList());
        assertEquals(List.of(DataChunk.BEGIN, 0, DataChunk.END, WHOLE), chunks.stream().map(Chunk::flags).toList());
        assertTrue(puppet.raw.stream().allMatch(packet -> packet.length <= 1191));
    }

    @Test
    void sendsWhatIsMissingAgainAsSoonAsThreeLaterPacketsHaveCome() {
        sendPackets(6);
        assertEquals(List.of(), dataTsns(puppet.answers(sack(first() - 1, WINDOW, 2, 3))));
        assertEquals(List.of(first()), dataTsns(puppet.answers(sack(first() - 1, WINDOW, 2, 4))));
        // It is not sent a second time for the same reason, but is when three that went after it have come.
        assertEquals(List.of(), dataTsns(puppet.answers(sack(first() - 1, WINDOW, 2, 6))));
        sendPackets(3);
        assertEquals(List.of(), dataTsns(puppet.answers(sack(first() - 1, WINDOW, 2, 8))));
        assertEquals(List.of(first()), dataTsns(puppet.answers(sack(first() - 1, WINDOW, 2, 9))));
        assertEquals(2, puppet.association.statistics().lostChunks());
    }

    @Test
    void anAcknowledgementThatTheOtherSideDelaysIsWaitedFor() {
        puppet.send(0, true, Reliability.FULL, "a");
        puppet.flush();
        // A short round trip has been measured.
        puppet.now += Puppet.MILLI;
        puppet.receive(sack(first(), WINDOW));
        for (int i = 1; i < 20; i++) {
            puppet.send(0, true, Reliability.FULL, "b");
            puppet.flush();
            puppet.packets.clear();
            puppet.pass(200);
            puppet.receive(sack(first() + i, WINDOW));
            assertEquals(List.of(), puppet.all(ChunkType.DATA));
        }
        assertEquals(0, puppet.association.statistics().lostChunks());
    }

    @Test
    void asksEverLessOftenButAtLeastEveryThreeSeconds() {
        puppet.send(0, true, Reliability.FULL, "a");
        puppet.flush();
        assertEquals(1, puppet.pass(1000).size());
        assertEquals(1, puppet.pass(2000).size());
        assertEquals(1, puppet.pass(3000).size());
        assertEquals(1, puppet.pass(3000).size());
    }

    @Test
    void onAnotherPathSendsAgainAtOnceAndWaitsAsBriefAsAtFirst() {
        puppet.send(0, true, Reliability.FULL, "a");
        puppet.flush();
        puppet.pass(1000 + 2000 + 3000);
        assertEquals(0, puppet.pass(2000).size());
        puppet.association.pathChanged(puppet.now);
        assertEquals(List.of(first()), dataTsns(puppet.pass(0)));
        assertEquals(List.of(first()), dataTsns(puppet.pass(1000)));
    }

    @Test
    void anotherPathAsksForNothingWhereEverythingWasAcknowledged() {
        puppet.association.pathChanged(puppet.now);
        assertEquals(0, puppet.pass(1000).size());
    }

    @Test
    void controlChunksComeBeforeDataInAPacketAndTheSackFirst() {
        puppet.send(0, true, Reliability.FULL, "a");
        puppet.association.reset(1);
        puppet.receive(data(TSN, WHOLE, 0, 0, "b"), new Chunk(ChunkType.HEARTBEAT, 0, new byte[8]));
        puppet.flush();
        assertEquals(List.of(ChunkType.SACK, ChunkType.HEARTBEAT_ACK, ChunkType.RE_CONFIG, ChunkType.DATA),
                puppet.packets.getFirst().chunks().stream().map(Chunk::type).toList());
    }

    @Test
    void aControlChunkThatIsDueAfterDataGoesInThePacketAfterThem() {
        puppet.send(1, true, Reliability.FULL, "a");
        puppet.association.reset(1);
        puppet.flush();
        assertEquals(List.of(1, 1), puppet.packets.stream().map(packet -> packet.chunks().size()).toList());
        assertEquals(ChunkType.RE_CONFIG, puppet.packets.getLast().chunks().getFirst().type());
    }

    @Test
    void asksForAnAnswerWhenItCantGoOnWithoutOne() {
        puppet.send(0, true, Reliability.FULL, "x".repeat(20_000));
        puppet.flush();
        List<Chunk> chunks = puppet.all(ChunkType.DATA);
        assertEquals(DataChunk.IMMEDIATE, chunks.getLast().flags() & DataChunk.IMMEDIATE);
        assertEquals(0, chunks.getFirst().flags() & DataChunk.IMMEDIATE);
    }

    @Test
    void keepsToTheWindowOfThePeerAndAsksWhetherItHasOpened() {
        puppet = Puppet.standing(Limits.DEFAULT, 3000);
        puppet.send(0, true, Reliability.FULL, "x".repeat(8000));
        puppet.flush();
        assertEquals(2, puppet.all(ChunkType.DATA).size());
        List<Packet> probe = puppet.answers(sack(first() + 1, 0));
        assertEquals(List.of(first() + 2), dataTsns(probe));
        assertEquals(List.of(), puppet.answers(sack(first() + 1, 0)));
        assertEquals(List.of(first() + 2), dataTsns(puppet.pass(1000)));
        assertEquals(2, dataTsns(puppet.answers(sack(first() + 2, 100_000))).size());
    }

    @Test
    void growsItsWindowWhileNothingIsLost() {
        int tsn = first() - 1;
        int most = 0;
        puppet.send(0, true, Reliability.FULL, "x".repeat(500_000));
        puppet.flush();
        for (int i = 0; i < 5; i++) {
            int sent = puppet.all(ChunkType.DATA).size();
            tsn += sent;
            most = Math.max(most, sent);
            puppet.now += 20 * Puppet.MILLI;
            puppet.answers(sack(tsn, WINDOW));
        }
        assertTrue(most >= 80, most + " at once after four round trips");
        puppet.answers(sack(tsn, WINDOW, 4, 20));
        puppet.answers(sack(tsn + 20, WINDOW));
        assertTrue(puppet.association.statistics().lostChunks() > 0);
    }

    @Test
    void anAnswerThatMakesNoSenseIsRefused() {
        sendPackets(4);
        puppet.receive(sack(first() + 4, WINDOW));
        // Half the numbers away: neither before nor after.
        puppet.receive(sack(first() + 3 + Integer.MIN_VALUE, WINDOW));
        puppet.receive(sack(first() - 1, WINDOW, 3, 2));
        puppet.receive(sack(first() - 1, WINDOW, 0, 2));
        puppet.receive(sack(first() - 1, WINDOW, 3, 3, 2, 2));
        puppet.receive(sack(first() - 1, WINDOW, 2, 2, 4, 5));
        Chunk short1 = new Chunk(ChunkType.SACK, 0, new byte[11]);
        byte[] ranges = sack(first() - 1, WINDOW).value();
        ranges[9] = 100;
        puppet.receive(short1);
        puppet.receive(new Chunk(ChunkType.SACK, 0, ranges));
        assertEquals(7, puppet.association.statistics().refusedPackets());
        assertEquals(4 * (1000 + 64), puppet.association.waitingBytes());
        puppet.receive(sack(first() + 3, WINDOW));
        // An old one comes late.
        puppet.receive(sack(first(), WINDOW));
        assertEquals(0, puppet.association.waitingBytes());
        assertEquals(7, puppet.association.statistics().refusedPackets());
    }

    @Test
    void aPeerThatNeverHasEverythingIsSentOnlySoMuchMore() {
        for (int i = 0; i < 3 * Outbound.MAX_IN_FLIGHT; i++) {
            puppet.send(0, false, Reliability.retransmissions(0), "x");
            puppet.flush();
            int newest = (int) puppet.association.statistics().sentChunks();
            puppet.receive(sack(first() - 1, WINDOW, newest, newest));
        }
        assertEquals(Outbound.MAX_IN_FLIGHT, puppet.association.statistics().sentChunks());
        // Once it has, all goes on.
        puppet.packets.clear();
        puppet.answers(sack(first() + Outbound.MAX_IN_FLIGHT - 1, WINDOW));
        assertEquals(first() + Outbound.MAX_IN_FLIGHT, dataTsns(puppet.packets).getFirst());
    }

    @Test
    void heedsOneAnswerOfAPacket() {
        sendPackets(4);
        puppet.receive(sack(first(), WINDOW), sack(first() + 3, WINDOW));
        assertEquals(3 * (1000 + 64), puppet.association.waitingBytes());
        puppet.receive(sack(first() + 3, WINDOW));
        assertEquals(0, puppet.association.waitingBytes());
    }

    @Test
    void answersThatAcknowledgeNothingKeepNobodyConnected() {
        sendPackets(1);
        for (int i = 0; puppet.ended == null && i < 100; i++) {
            puppet.pass(3000);
            puppet.receive(sack(first() - 1, WINDOW));
        }
        assertEquals(EndReason.NO_ANSWER, puppet.ended);
    }

    @Test
    void whoHasNoRoomIsWaitedFor() {
        sendPackets(1);
        for (int i = 0; i < 100; i++) {
            puppet.pass(3000);
            puppet.receive(sack(first() - 1, 0));
        }
        assertNull(puppet.ended);
    }

    // ---- What may be given up

    @Test
    void givesUpWhatIsNotWorthSendingAgainAndTellsThePeer() {
        sendPackets(1, false, Reliability.retransmissions(0));
        sendPackets(1);
        sendPackets(1, false, Reliability.retransmissions(0));
        sendPackets(3);
        List<Packet> answers = puppet.answers(sack(first() - 1, WINDOW, 2, 2, 4, 6));
        assertEquals(List.of(), dataTsns(answers));
        Chunk forward = answers.getFirst().chunks().getFirst();
        assertEquals(first() + 2, forward.int32(0), "over what the peer has, too, for that is a whole message");
        assertEquals(4, forward.value().length, "which is unordered");
        assertEquals(4 * (1000 + 64), puppet.association.waitingBytes());
        puppet.receive(sack(first() + 5, WINDOW));
        assertEquals(0, puppet.association.waitingBytes());
        assertEquals(List.of(), puppet.pass(60_000));
    }

    /** Some peers drop whatever lies before the point, also a fragment of a message that must arrive. */
    @Test
    void aForwardTsnDoesNotPassAFragmentThatThePeerHas() {
        sendPackets(1, false, Reliability.retransmissions(0));
        puppet.send(0, true, Reliability.FULL, "x".repeat(2000));
        puppet.flush();
        sendPackets(1, false, Reliability.retransmissions(0));
        sendPackets(3);
        Chunk forward = puppet.answers(sack(first() - 1, WINDOW, 2, 3, 5, 7)).getFirst().chunks().getFirst();
        assertEquals(first(), forward.int32(0));
    }

    @Test
    void namesTheLastOfEachOrderedStreamThatIsGivenUp() {
        puppet.send(4, true, Reliability.retransmissions(0), "a".repeat(1000));
        puppet.flush();
        puppet.send(5, true, Reliability.retransmissions(0), "b".repeat(1000));
        puppet.flush();
        puppet.send(4, true, Reliability.retransmissions(0), "c".repeat(1000));
        puppet.flush();
        sendPackets(3);
        Chunk forward = puppet.answers(sack(first() - 1, WINDOW, 4, 6)).getFirst().chunks().getFirst();
        assertEquals(12, forward.value().length);
        assertEquals(List.of(4, 1, 5, 0), List.of(forward.unsigned16(4), forward.unsigned16(6), forward.unsigned16(8),
                forward.unsigned16(10)));
    }

    /** An ordered channel stalled for ever when this was wrong: the peer kept a message without an end. */
    @Test
    void aMessageThatIsGivenUpHalfSentTakesOneTsnMore() {
        puppet.send(0, true, Reliability.retransmissions(0), "x".repeat(40_000));
        puppet.flush();
        int sent = puppet.all(ChunkType.DATA).size();
        assertTrue(sent < 30, "half of it");
        puppet.send(0, true, Reliability.FULL, "next");
        Packet answer = puppet.answers(sack(first() - 1, WINDOW, 2, sent)).getFirst();
        Chunk forward = answer.all(ChunkType.FORWARD_TSN).findFirst().orElseThrow();
        assertEquals(first() + sent, forward.int32(0));
        assertEquals(0, forward.unsigned16(6));
        Chunk next = answer.all(ChunkType.DATA).findFirst().orElseThrow();
        assertEquals(first() + sent + 1, next.int32(0));
        assertEquals(1, next.unsigned16(6));
    }

    @Test
    void theNextAfterOneThatWasNeverBegunTakesItsPlace() {
        puppet.send(0, true, Reliability.FULL, "x".repeat(20_000));
        puppet.send(0, true, Reliability.lifetimeMillis(50), "late");
        puppet.send(0, true, Reliability.lifetimeMillis(60_000), "in time");
        puppet.flush();
        int sent = puppet.all(ChunkType.DATA).size();
        puppet.now += 100 * Puppet.MILLI;
        puppet.answers(sack(first() + sent - 1, WINDOW));
        Chunk last = puppet.all(ChunkType.DATA).getLast();
        assertEquals(1, last.unsigned16(6));
        assertEquals(12 + 7, last.value().length);
        assertEquals(List.of(), puppet.all(ChunkType.FORWARD_TSN));
    }

    @Test
    void repeatsAForwardTsnThatWasLost() {
        puppet.send(0, false, Reliability.retransmissions(0), "a");
        puppet.flush();
        assertEquals(ChunkType.FORWARD_TSN, puppet.pass(1000).getFirst().chunks().getFirst().type());
        assertEquals(ChunkType.FORWARD_TSN, puppet.pass(2000).getFirst().chunks().getFirst().type());
        puppet.receive(sack(first(), WINDOW));
        assertEquals(List.of(), puppet.pass(60_000));
    }

    @Test
    void givesNothingUpForAPeerThatDoesNotKnowHow() {
        puppet = new Puppet(Limits.DEFAULT);
        byte[] init = java.util.Arrays.copyOf(Puppet.init(WINDOW).value(), 16);
        puppet.receive(puppet.cookieEcho(new Chunk(ChunkType.INIT, 0, init)));
        puppet.flush();
        puppet.send(0, false, Reliability.retransmissions(0), "a");
        puppet.flush();
        assertEquals(List.of(first()), dataTsns(puppet.pass(1000)));
    }

    @Test
    void sendsAgainAtLastWhatThePeerHadAndDropped() {
        sendPackets(2);
        puppet.receive(sack(first() - 1, WINDOW, 2, 2));
        assertEquals(List.of(first()), dataTsns(puppet.pass(1000)));
        assertEquals(List.of(), dataTsns(puppet.answers(sack(first(), WINDOW))));
        assertEquals(List.of(), dataTsns(puppet.pass(2000)));
        assertEquals(List.of(first() + 1), dataTsns(puppet.pass(3000)));
    }

    // ---- Streams that begin anew

    @Test
    void aStreamBeginsAnewOnceThePeerAgrees() {
        puppet.send(3, true, Reliability.FULL, "a");
        puppet.association.reset(3);
        puppet.flush();
        puppet.packets.clear();
        puppet.send(3, true, Reliability.FULL, "of the new life");
        puppet.flush();
        assertEquals(List.of(), puppet.all(ChunkType.DATA));
        int number = firstRequest();
        List<Packet> answers = puppet.answers(Puppet.resetAnswer(number, ReConfig.PERFORMED));
        assertEquals(List.of(3), puppet.outgoingResets);
        assertEquals(0, answers.getFirst().chunks().getFirst().unsigned16(6), "SSN");
    }

    @Test
    void whatWaitsForAStreamToBeginAnewIsSentBeforeTheEnd() {
        puppet.association.reset(3);
        puppet.flush();
        puppet.send(3, true, Reliability.FULL, "of the new life");
        puppet.association.close();
        puppet.flush();
        assertEquals(List.of(), puppet.all(ChunkType.SHUTDOWN));
        assertEquals(List.of(first()),
                dataTsns(puppet.answers(Puppet.resetAnswer(firstRequest(), ReConfig.PERFORMED))));
        assertEquals(ChunkType.SHUTDOWN, puppet.answers(sack(first(), WINDOW)).getFirst().chunks().getFirst().type());
    }

    /** A peer that had begun the stream anew already took an SSN of before for one of after, and never passed on what came there. */
    @Test
    void aForwardTsnGoesNoFurtherThanARequestThatIsNotAnswered() {
        for (int i = 0; i < 2; i++) {
            puppet.send(3, true, Reliability.retransmissions(0), "a");
        }
        puppet.association.reset(3);
        puppet.flush();
        puppet.send(4, true, Reliability.retransmissions(0), "b");
        puppet.flush();
        sendPackets(3);
        Chunk forward = puppet.answers(sack(first() - 1, WINDOW, 4, 6)).getFirst().chunks().getFirst();
        assertEquals(first() + 1, forward.int32(0));
        assertEquals(8, forward.value().length);
        forward = puppet.answers(sack(first() + 1, WINDOW, 2, 4)).getFirst().chunks().getFirst();
        assertEquals(first() + 2, forward.int32(0));
        assertEquals(4, forward.unsigned16(4));
    }

    @Test
    void aRequestThatThePeerPutsOffIsMadeAgainUnderANewNumber() {
        puppet.association.reset(3);
        puppet.flush();
        int number = firstRequest();
        puppet.receive(Puppet.resetAnswer(number, ReConfig.IN_PROGRESS));
        puppet.receive(Puppet.resetAnswer(number, ReConfig.IN_PROGRESS));
        Chunk again = puppet.pass(1000).getFirst().chunks().getFirst();
        assertEquals(number + 1, again.int32(4));
        puppet.receive(Puppet.resetAnswer(number, ReConfig.PERFORMED));
        assertEquals(List.of(), puppet.outgoingResets);
        puppet.receive(Puppet.resetAnswer(number + 1, ReConfig.PERFORMED));
        assertEquals(List.of(3), puppet.outgoingResets);
        assertEquals(List.of(), puppet.pass(60_000));

        puppet.association.reset(4);
        puppet.flush();
        puppet.receive(Puppet.resetAnswer(number + 2, ReConfig.IN_PROGRESS));
        puppet.receive(Puppet.resetAnswer(number + 2, ReConfig.PERFORMED));
        assertEquals(List.of(3, 4), puppet.outgoingResets);
        assertEquals(List.of(), puppet.pass(60_000));
    }

    private int firstRequest() {
        return puppet.firstTsn;
    }

    private int first() {
        return puppet.firstTsn;
    }

    private void sendPackets(int count) {
        sendPackets(count, true, Reliability.FULL);
    }

    private void sendPackets(int count, boolean ordered, Reliability reliability) {
        for (int i = 0; i < count; i++) {
            puppet.send(0, ordered, reliability, "x".repeat(1000));
            puppet.flush();
        }
    }

    private static List<Integer> dataTsns(List<Packet> packets) {
        return packets.stream().flatMap(packet -> packet.all(ChunkType.DATA)).map(chunk -> chunk.int32(0)).toList();
    }
}
