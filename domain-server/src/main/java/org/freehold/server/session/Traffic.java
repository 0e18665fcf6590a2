// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.function.LongSupplier;
import org.freehold.server.wire.ServerMessage.Limits;

/**
 * On the hot path, on one event loop at a time. How much a visitor sends, against what section 10 of docs/protocol.md allows:
 * over a limit means refused, over ten times all limits together means the end.
 */
final class Traffic {
    private static final int FLOOD_FACTOR = 10;
    private static final int BURST_SECONDS = 2;
    private static final int CHAT_BURST = 10;
    private static final int NAMES_PER_SECOND = 1;
    private static final int NAME_BURST = 5;
    private static final int FRIENDS_PER_SECOND = 1;
    private static final int FRIENDS_BURST = 5;
    private static final double REPORTS_PER_SECOND = 1 / 60.0;
    private static final int REPORT_BURST = 3;

    /** Pings and whatever else has no limit of its own, a second. */
    private static final int OTHER_PER_SECOND = 20;

    /** Of visitors; who may build may also send that much for each edit. */
    private static final int BYTES_PER_SECOND = 64 * 1024;
    private static final int BYTES_PER_EDIT = 4 * 1024;

    private final RateLimit edits;
    private final RateLimit chat;
    private final RateLimit names;
    private final RateLimit friends;
    private final RateLimit reports;
    private final RateLimit poses;
    private final RateLimit messageFlood;
    private final RateLimit byteFlood;
    private final RateLimit poseFlood;

    Traffic(Limits limits, LongSupplier nanoClock) {
        int editRate = limits.editsPerSecond();
        double chatRate = limits.chatPerMinute() / 60.0;
        int poseRate = limits.posesPerSecond();
        edits = new RateLimit(editRate, (double) editRate * BURST_SECONDS, nanoClock);
        chat = new RateLimit(chatRate, Math.min(CHAT_BURST, limits.chatPerMinute()), nanoClock);
        names = new RateLimit(NAMES_PER_SECOND, NAME_BURST, nanoClock);
        friends = new RateLimit(FRIENDS_PER_SECOND, FRIENDS_BURST, nanoClock);
        reports = new RateLimit(REPORTS_PER_SECOND, REPORT_BURST, nanoClock);
        poses = new RateLimit(poseRate, poseRate, nanoClock);
        messageFlood = flood(editRate + chatRate + NAMES_PER_SECOND + OTHER_PER_SECOND, 0, nanoClock);
        // However slow the line, one message of the largest size must pass.
        byteFlood = flood(BYTES_PER_SECOND + (double) editRate * BYTES_PER_EDIT, limits.messageBytes(), nanoClock);
        poseFlood = flood(poseRate, 0, nanoClock);
    }

    /** Counts a text message; false when this is flooding. */
    boolean isBearable(int bytes) {
        return messageFlood.take(1) && byteFlood.take(bytes);
    }

    /** Counts a pose; false when this is flooding. */
    boolean isBearablePose() {
        return poseFlood.take(1);
    }

    boolean mayEdit() {
        return edits.take(1);
    }

    /** Whether so many things may be moved by hand; a frame of none costs as much as one of one. */
    boolean mayMove(int things) {
        return edits.take(Math.max(1, things));
    }

    boolean mayChat() {
        return chat.take(1);
    }

    boolean mayRename() {
        return names.take(1);
    }

    boolean mayNameFriends() {
        return friends.take(1);
    }

    boolean mayReport() {
        return reports.take(1);
    }

    boolean mayPose() {
        return poses.take(1);
    }

    private static RateLimit flood(double perSecond, double atLeast, LongSupplier nanoClock) {
        double rate = perSecond * FLOOD_FACTOR;
        return new RateLimit(rate, Math.max(rate * BURST_SECONDS, atLeast), nanoClock);
    }
}
