// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Set;
import org.freehold.server.transport.Transport;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.freehold.server.world.Permission;
import org.freehold.server.world.VisitorLink;
import org.jspecify.annotations.Nullable;

/**
 * One visitor's session, over any number of connections. The world thread sends through it; event loops attach and detach
 * connections. A connection is attached first and used only once the world has answered, so that {@code welcome} is the first
 * thing that comes over it.
 */
final class Session implements VisitorLink {

    /**
     * A connection that waits for the world's answer.
     *
     * @param signature of the domain for this client's nonce, as on the wire
     * @param notices to be sent right after {@code welcome}
     */
    record Arrival(Connection connection, String signature, List<ServerMessage.Notice> notices) {

        /** Without the signature. */
        @Override
        public String toString() {
            return "Arrival[notices=" + notices + "]";
        }
    }

    /** What happens to the session of a connection that broke. */
    enum AfterLoss {
        /** It goes on over another connection. */
        NOTHING,
        /** It is kept for a while. */
        KEEP,
        /** Nobody was told its secret, so nobody can come back. */
        END
    }

    private final Services services;
    private final String secret;
    private final String key;
    private final Answers answers = new Answers();
    private final PoseSlot poses = new PoseSlot();
    private final Object connectionLock = new Object();
    private volatile Set<Permission> permissions;
    private volatile ServerMessage.Limits limits;
    private volatile Traffic traffic;
    private volatile int handle;

    /** Where output goes; null while there is no connection, or none that the world has answered. */
    private volatile @Nullable Transport output;

    private @Nullable Connection connection;
    private @Nullable Arrival arrival;
    private int answersAwaited;
    private long losses;
    private boolean welcomed;
    private boolean over;

    Session(Services services, String secret, String key, Set<Permission> permissions) {
        this.services = services;
        this.secret = secret;
        this.key = key;
        this.permissions = permissions;
        this.limits = services.config().limits().of(permissions);
        this.traffic = new Traffic(limits, services.nanoClock());
    }

    String secret() {
        return secret;
    }

    String key() {
        return key;
    }

    int handle() {
        return handle;
    }

    ServerMessage.Limits limits() {
        return limits;
    }

    Set<Permission> permissions() {
        return permissions;
    }

    Traffic traffic() {
        return traffic;
    }

    PoseSlot poses() {
        return poses;
    }

    Answers answers() {
        return answers;
    }

    /** Event loop. The permissions are others from now on. */
    void permit(Set<Permission> changed) {
        permissions = changed;
        limits = services.config().limits().of(changed);
        traffic = new Traffic(limits, services.nanoClock());
    }

    /**
     * Event loop. The session goes on over this connection once the world has answered; the command that makes it answer
     * follows. The connection before, if there is one, is told and closed.
     *
     * @return false when the session ended in the meantime
     */
    boolean attach(Arrival next) {
        Connection before;
        synchronized (connectionLock) {
            if (over) {
                return false;
            }
            before = connection;
            connection = next.connection();
            arrival = next;
            output = null;
            answersAwaited++;
        }
        poses.restart();
        if (before != null) {
            before.close(ErrorCode.RESUMED_ELSEWHERE,
                    "The session goes on over another connection.", "Nothing: the other one is in use now.");
        }
        return true;
    }

    /** Event loop. The command that makes the world answer could not be given. */
    void notAsked() {
        synchronized (connectionLock) {
            answersAwaited--;
        }
    }

    /** Event loop. The connection is gone. */
    AfterLoss detach(Connection gone) {
        synchronized (connectionLock) {
            if (over || connection != gone) {
                return AfterLoss.NOTHING;
            }
            connection = null;
            arrival = null;
            output = null;
            losses++;
            return welcomed ? AfterLoss.KEEP : AfterLoss.END;
        }
    }

    /** How often the connection was lost; with {@link #expire} it tells whether somebody came back in between. */
    long losses() {
        synchronized (connectionLock) {
            return losses;
        }
    }

    /** Ends the session if nobody came back since that loss; false when somebody did. */
    boolean expire(long loss) {
        synchronized (connectionLock) {
            if (over || losses != loss || connection != null) {
                return false;
            }
            over = true;
            return true;
        }
    }

    /** Ends the session; false when it was over already. */
    boolean end() {
        synchronized (connectionLock) {
            boolean first = !over;
            over = true;
            connection = null;
            arrival = null;
            output = null;
            return first;
        }
    }

    @Override
    public void entered(boolean resumed, ServerMessage.You you, ServerMessage.WorldInfo world) {
        synchronized (connectionLock) {
            handle = you.handle();
            // Of several answers only the one to the newest connection counts.
            if (--answersAwaited > 0 || arrival == null) {
                return;
            }
            Arrival now = arrival;
            arrival = null;
            welcomed = true;
            Transport transport = now.connection().transport();
            transport.limitMessages(limits.messageBytes());
            SessionConfig config = services.config();
            services.outbox().send(transport, new ServerMessage.Welcome(
                    secret,
                    resumed,
                    you,
                    config.domainName(),
                    services.domainKey().text(),
                    now.signature(),
                    config.rules(),
                    world,
                    limits,
                    config.tickHz(),
                    services.clock().millis()));
            now.notices().forEach(notice -> services.outbox().send(transport, notice));
            output = transport;
            now.connection().welcomed();
        }
        services.metrics().sessionOpened(resumed);
    }

    @Override
    public void send(ServerMessage message) {
        switch (message) {
            case ServerMessage.Accepted accepted -> answers.answer(accepted.ref(), message, this::sendNow);
            case ServerMessage.Refused refused when refused.ref() != null ->
                    answers.answer(refused.ref(), message, this::sendNow);
            default -> sendNow(message);
        }
    }

    @Override
    public void sendReliable(ByteBuf utf8Json) {
        services.metrics().streams().otherText(utf8Json.readableBytes());
        sendShared(utf8Json);
    }

    @Override
    public void sendEntities(ByteBuf utf8Json) {
        services.metrics().streams().entities(utf8Json.readableBytes());
        sendShared(utf8Json);
    }

    private void sendShared(ByteBuf utf8Json) {
        Transport transport = output;
        if (transport == null) {
            utf8Json.release();
        } else {
            services.metrics().messageOut(MessageKinds.SHARED);
            transport.sendReliable(utf8Json);
        }
    }

    @Override
    public void sendNewest(ByteBuf webSocketFrame) {
        Transport transport = output;
        if (transport == null) {
            webSocketFrame.release();
        } else {
            services.metrics().messageOut(MessageKinds.POSE);
            transport.sendNewest(webSocketFrame);
        }
    }

    @Override
    public void sendOnce(ByteBuf webSocketFrame) {
        Transport transport = output;
        if (transport == null) {
            webSocketFrame.release();
        } else {
            services.metrics().messageOut(MessageKinds.POSE);
            transport.sendOnce(webSocketFrame);
        }
    }

    @Override
    public void flushWithTick() {
        Transport transport = output;
        if (transport != null) {
            transport.flushWithTick();
        }
    }

    /** Event loop. Hands over now what was queued there. */
    void flush() {
        Transport transport = output;
        if (transport != null) {
            transport.flush();
        }
    }

    @Override
    public long queuedBytes() {
        Transport transport = output;
        return transport == null ? 0 : transport.queuedBytes();
    }

    @Override
    public boolean takePose(QuantisedPose into) {
        return poses.take(into);
    }

    @Override
    public void end(ErrorCode code, String message, String whatToDo) {
        Connection last;
        synchronized (connectionLock) {
            last = connection;
        }
        if (end()) {
            services.registry().remove(this);
            if (last != null) {
                services.faults().fault(handle, code);
                last.close(code, message, whatToDo);
            }
            // The world ends whom it has forgotten or is about to; this makes sure of it.
            services.world().offer(new Command.Leave(this, "removed"));
        }
    }

    /** Any thread. Sends to the connection of now, or to nobody. */
    void sendNow(ServerMessage message) {
        Transport transport = output;
        if (transport != null) {
            services.outbox().send(transport, message);
        }
    }
}
