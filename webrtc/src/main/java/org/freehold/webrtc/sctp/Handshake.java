// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How an association comes about (RFC 9260 section 5): INIT, INIT ACK, COOKIE ECHO, COOKIE ACK, from either side or from both at once. It answers each INIT with the same tag and
 * keeps nothing of it, and at most one of each batch, so that many cost no more than one.
 *
 * <p>A peer can't start over on the same DTLS connection (RFC 9260 section 5.2.4, action A): it makes a new one instead.
 */
final class Handshake {

    /** How far it is. */
    private enum Step {
        WAITING,
        INIT_SENT,
        COOKIE_SENT,
        DONE
    }

    private static final int MAX_TIMEOUTS = 20;

    private final Introduction own;
    private final StateCookie stateCookie;
    private final RoundTrip roundTrip;
    private final Timer timer = new Timer();
    private Step step = Step.WAITING;
    private boolean sendIsDue;
    private int timeouts;
    private byte[] peerCookie = {};
    private @Nullable Introduction peer;
    private @Nullable Introduction initToAnswer;
    private boolean cookieToAnswer;

    Handshake(Limits limits, RandomGenerator random, RoundTrip roundTrip) {
        int tag;
        do {
            tag = random.nextInt();
        } while (tag == 0);
        own = new Introduction(
                tag, limits.receiveWindowBytes(), limits.streams(), limits.streams(), random.nextInt(), true, true,
                true);
        stateCookie = new StateCookie(random, tag);
        this.roundTrip = roundTrip;
    }

    /** What this side wants to see in each packet. */
    int ownTag() {
        return own.tag();
    }

    /** The TSN of the first chunk that this side sends. */
    int firstTsn() {
        return own.firstTsn();
    }

    boolean isDone() {
        return step == Step.DONE;
    }

    /** What the peer said of itself; null until it is known. */
    @Nullable
    Introduction peer() {
        return peer;
    }

    /** Takes the first step, unless a step was taken. */
    void connect() {
        if (step == Step.WAITING) {
            step = Step.INIT_SENT;
            sendIsDue = true;
        }
    }

    /** The peer wants to begin; false if what it says makes no sense. */
    boolean init(byte[] packet, int start, int length) {
        Introduction.Received received = Introduction.read(packet, start, length);
        if (received == null) {
            return false;
        }
        initToAnswer = received.said();
        return true;
    }

    /** The peer answers; false if that makes no sense. */
    boolean initAck(byte[] packet, int start, int length, int roomForCookie) {
        if (step != Step.INIT_SENT) {
            return true;
        }
        Introduction.Received received = Introduction.read(packet, start, length);
        if (received == null || received.cookie().length == 0 || received.cookie().length > roomForCookie) {
            return false;
        }
        peer = received.said();
        peerCookie = received.cookie();
        step = Step.COOKIE_SENT;
        timeouts = 0;
        sendIsDue = true;
        timer.stop();
        return true;
    }

    /** The peer brings back what it was handed; false if that is not of this association, or of another peer than before. */
    boolean cookieEcho(byte[] packet, int start, int length, long now) {
        Introduction said = stateCookie.open(packet, start, length, now);
        if (said == null || (isDone() && peer != null && peer.tag() != said.tag())) {
            return false;
        }
        cookieToAnswer = true;
        if (!isDone()) {
            peer = said;
            done();
        }
        return true;
    }

    /** The peer has taken the cookie. */
    void cookieAck() {
        if (step == Step.COOKIE_SENT) {
            done();
        }
    }

    private void done() {
        step = Step.DONE;
        sendIsDue = false;
        peerCookie = new byte[0];
        timer.stop();
    }

    /** Sends what is due; the answer to a cookie comes first in its packet, and others can follow. */
    void flush(PacketWriter writer, long now) {
        Introduction init = initToAnswer;
        if (init != null) {
            initToAnswer = null;
            own.write(writer, ChunkType.INIT_ACK, stateCookie.seal(init, now));
            writer.sendChecked(init.tag());
        }
        if (sendIsDue) {
            sendIsDue = false;
            timer.start(now, roundTrip.timeoutNanos());
            if (step == Step.INIT_SENT) {
                own.write(writer, ChunkType.INIT, new byte[0]);
                writer.sendChecked(0);
            } else if (peer != null) {
                int at = writer.chunk(ChunkType.COOKIE_ECHO, 0, peerCookie.length);
                System.arraycopy(peerCookie, 0, writer.bytes(), at, peerCookie.length);
                writer.sendChecked(peer.tag());
            }
        }
        if (cookieToAnswer) {
            cookieToAnswer = false;
            writer.chunk(ChunkType.COOKIE_ACK, 0, 0);
        }
    }

    long timeoutIn(long now) {
        return timer.in(now);
    }

    /** Does what is due; false when the peer has not answered for so long that it is given up. */
    boolean timeout(long now) {
        if (timer.takeDue(now)) {
            timeouts++;
            roundTrip.backOff();
            sendIsDue = true;
        }
        return timeouts <= MAX_TIMEOUTS;
    }

    /** Waits for nothing any more. */
    void stop() {
        timer.stop();
        sendIsDue = false;
    }
}
