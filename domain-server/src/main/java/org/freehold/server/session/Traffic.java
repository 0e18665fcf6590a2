// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.function.LongSupplier;
import org.freehold.server.transport.TokenBucket;
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

    private final TokenBucket edits;
    private final TokenBucket chat;
    private final TokenBucket names;
    private final TokenBucket friends;
    private final TokenBucket reports;
    private final TokenBucket poses;
    private final TokenBucket messageFlood;
    private final TokenBucket byteFlood;
    private final TokenBucket poseFlood;

    private final LongSupplier nanoClock;

    Traffic(Limits limits, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        int editRate = limits.editsPerSecond();
        double chatRate = limits.chatPerMinute() / 60.0;
        int poseRate = limits.posesPerSecond();
        edits = bucket(editRate, (double) editRate * BURST_SECONDS);
        chat = bucket(chatRate, Math.min(CHAT_BURST, limits.chatPerMinute()));
        names = bucket(NAMES_PER_SECOND, NAME_BURST);
        friends = bucket(FRIENDS_PER_SECOND, FRIENDS_BURST);
        reports = bucket(REPORTS_PER_SECOND, REPORT_BURST);
        poses = bucket(poseRate, poseRate);
        messageFlood = flood(editRate + chatRate + NAMES_PER_SECOND + OTHER_PER_SECOND, 0);
        // However slow the line, one message of the largest size must pass.
        byteFlood = flood(BYTES_PER_SECOND + (double) editRate * BYTES_PER_EDIT, limits.messageBytes());
        // Of those that are too many: with what is let through it makes ten times the limit.
        poseFlood = flood(poseRate * (1 - 1.0 / FLOOD_FACTOR), 0);
    }

    /** Counts a text message; false when this is flooding. */
    boolean isBearable(int bytes) {
        return take(messageFlood, 1) && take(byteFlood, bytes);
    }

    /** Counts a pose that {@link #mayPose} did not let through; false when this is flooding. */
    boolean isBearablePose() {
        return take(poseFlood, 1);
    }

    boolean mayEdit() {
        return take(edits, 1);
    }

    /** Whether so many things may be moved by hand; a frame of none costs as much as one of one. */
    boolean mayMove(int things) {
        return take(edits, Math.max(1, things));
    }

    boolean mayChat() {
        return take(chat, 1);
    }

    boolean mayRename() {
        return take(names, 1);
    }

    boolean mayNameFriends() {
        return take(friends, 1);
    }

    boolean mayReport() {
        return take(reports, 1);
    }

    boolean mayPose() {
        return take(poses, 1);
    }

    private boolean take(TokenBucket bucket, double amount) {
        return bucket.take(amount, nanoClock.getAsLong());
    }

    private TokenBucket flood(double perSecond, double atLeast) {
        double rate = perSecond * FLOOD_FACTOR;
        return bucket(rate, Math.max(rate * BURST_SECONDS, atLeast));
    }

    private TokenBucket bucket(double perSecond, double burst) {
        return new TokenBucket(new TokenBucket.Rate(perSecond, burst), nanoClock.getAsLong());
    }
}
