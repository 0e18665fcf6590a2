// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import io.netty.buffer.ByteBuf;
import org.freehold.server.metrics.Metrics.IgnoredPose;
import org.freehold.server.transport.Transport;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.MessageReader;
import org.freehold.server.wire.Moves;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Command;
import org.jspecify.annotations.Nullable;

/** The third state, on the hot path: the visitor is in the world, and what he sends goes there, within his limits. */
final class Live implements ConnectionState {
    private static final int NONE = -1;

    private final Services services;
    private final Connection connection;
    private final Session session;
    private int lastMoves = NONE;

    Live(Services services, Connection connection, Session session) {
        this.services = services;
        this.connection = connection;
        this.session = session;
    }

    @Override
    public void text(ByteBuf utf8) {
        if (!session.traffic().isBearable(utf8.readableBytes())) {
            flooding();
            return;
        }
        switch (MessageReader.read(utf8)) {
            case MessageReader.Unreadable fault -> {
                services.metrics().messageIn(MessageKinds.UNREADABLE);
                unreadable(fault);
            }
            case MessageReader.Read(ClientMessage message) -> {
                services.metrics().messageIn(MessageKinds.of(message));
                handle(message);
            }
        }
    }

    @Override
    public void binary(ByteBuf frame) {
        if (Moves.isMoves(frame)) {
            moves(frame);
        } else {
            pose(frame);
        }
    }

    /** Each thing that is moved counts as an edit; what is too much or comes too late is ignored, since newer ones follow. */
    private void moves(ByteBuf frame) {
        services.metrics().messageIn(MessageKinds.MOVES);
        Traffic traffic = session.traffic();
        if (!traffic.isBearable(frame.readableBytes())) {
            flooding();
            return;
        }
        Moves moves = Moves.read(frame);
        if (moves == null || !mayEdit()) {
            services.metrics().poseIgnored(IgnoredPose.MALFORMED);
        } else if (!isNewer(moves.sequence())) {
            services.metrics().poseIgnored(IgnoredPose.OLD);
        } else if (!traffic.mayMove(moves.count()) || !services.world().offer(new Command.Move(session, moves))) {
            services.metrics().poseIgnored(IgnoredPose.TOO_MANY);
        }
    }

    private boolean isNewer(int sequence) {
        boolean newer = lastMoves == NONE || (short) (sequence - lastMoves) > 0;
        lastMoves = newer ? sequence : lastMoves;
        return newer;
    }

    private void pose(ByteBuf frame) {
        services.metrics().messageIn(MessageKinds.POSE);
        Traffic traffic = session.traffic();
        if (traffic.mayPose()) {
            switch (session.poses().put(frame)) {
                case NEW -> {
                    // the world takes it at the next tick
                }
                case MALFORMED -> services.metrics().poseIgnored(IgnoredPose.MALFORMED);
                case OLD -> services.metrics().poseIgnored(IgnoredPose.OLD);
            }
        } else if (traffic.isBearablePose()) {
            services.metrics().poseIgnored(IgnoredPose.TOO_MANY);
        } else {
            flooding();
        }
    }

    @Override
    public void lost() {
        Departure.lost(services, connection, session);
    }

    private void handle(ClientMessage message) {
        switch (message) {
            case ClientMessage.Request request -> begin(request);
            case ClientMessage.Ping ping -> {
                session.sendNow(new ServerMessage.Pong(ping.ref(), services.clock().millis()));
                session.flush();
            }
            case ClientMessage.Leave _ -> leave();
            case ClientMessage.Hello _ -> refuse(null, ErrorCode.BAD_VALUE,
                    "type: \"hello\" (expected: once, before welcome)", "Open another connection for another visit.");
        }
    }

    private void begin(ClientMessage.Request request) {
        switch (session.answers().begin(request.ref(), isEdit(request))) {
            case Answers.New _ -> ask(request);
            case Answers.Pending _ -> {
                // the answer comes by itself
            }
            case Answers.Answered known -> {
                session.sendNow(known.answer());
                session.flush();
            }
            case Answers.Forgotten forgotten -> forgotten(request.ref(), forgotten);
        }
    }

    private void ask(ClientMessage.Request request) {
        Traffic traffic = session.traffic();
        boolean inTime = switch (request) {
            // Who may not edit hears that from the world, as for every edit.
            case ClientMessage.Add _,ClientMessage.Edit _,ClientMessage.Delete _,ClientMessage.Hold _ ->
                    !mayEdit() || traffic.mayEdit();
            case ClientMessage.Chat _ -> traffic.mayChat();
            case ClientMessage.Name _ -> traffic.mayRename();
            case ClientMessage.Friends _ -> traffic.mayNameFriends();
            case ClientMessage.Report _ -> traffic.mayReport();
        };
        int inFlight = session.answers().editsInFlight();
        if (mayEdit() && isEdit(request) && inFlight > session.limits().editsInFlight()) {
            refuse(request.ref(), ErrorCode.TOO_MANY_IN_FLIGHT,
                    "edits without an answer: %d (expected: at most %d)".formatted(inFlight,
                            session.limits().editsInFlight()),
                    "Wait for answers before sending more.");
        } else if (!inTime) {
            refuse(request.ref(), ErrorCode.TOO_FAST, tooFast(request),
                    "Wait a moment, then send it again with a new ref.");
        } else if (!services.world().offer(new Command.Ask(session, request))) {
            refuse(request.ref(), ErrorCode.TOO_FAST, "The world has more to do than it can at the moment.",
                    "Wait a moment, then send it again with a new ref.");
        }
    }

    private String tooFast(ClientMessage.Request request) {
        ServerMessage.Limits limits = session.limits();
        return switch (request) {
            case ClientMessage.Add _,ClientMessage.Edit _,ClientMessage.Delete _,ClientMessage.Hold _ ->
                    "edits: more than %d a second".formatted(limits.editsPerSecond());
            case ClientMessage.Chat _ -> "chat: more than %d lines a minute".formatted(limits.chatPerMinute());
            case ClientMessage.Name _ -> "name: changed too often (expected: once a second)";
            case ClientMessage.Friends _ -> "friends: named too often (expected: once a second)";
            case ClientMessage.Report _ -> "report: more than one a minute";
        };
    }

    private void unreadable(MessageReader.Unreadable fault) {
        Long ref = fault.ref();
        Answers.Seen seen = ref == null ? new Answers.New() : session.answers().begin(ref, false);
        switch (seen) {
            case Answers.New _ -> refuse(ref, fault.code(), fault.message(), fault.whatToDo());
            case Answers.Pending _ -> {
                // the answer comes by itself
            }
            case Answers.Answered known -> {
                session.sendNow(known.answer());
                session.flush();
            }
            case Answers.Forgotten forgotten -> forgotten(ref == null ? 0 : ref, forgotten);
        }
    }

    private void forgotten(long ref, Answers.Forgotten forgotten) {
        services.faults().fault(session.handle(), ErrorCode.BAD_VALUE);
        session.sendNow(new ServerMessage.Refused(ref, ErrorCode.BAD_VALUE,
                "ref: %d (expected: more than the last, %d)".formatted(ref, forgotten.newestRef()),
                "Count refs upwards within a session."));
        session.flush();
    }

    private void refuse(@Nullable Long ref, ErrorCode code, String message, String whatToDo) {
        services.faults().fault(session.handle(), code);
        session.send(new ServerMessage.Refused(ref, code, message, whatToDo));
        session.flush();
    }

    private void leave() {
        Transport transport = connection.transport();
        connection.become(new Ended());
        Departure.left(services, connection, session, "left");
        transport.finish();
    }

    private void flooding() {
        services.faults().fault(session.handle(), ErrorCode.FLOODING);
        connection.become(new Ended());
        Departure.left(services, connection, session, "removed");
        connection.close(ErrorCode.FLOODING,
                "messages: more than ten times what the limits in welcome allow", "Send less, and connect again.");
    }

    private boolean mayEdit() {
        return session.rights().mayEdit();
    }

    private static boolean isEdit(ClientMessage.Request request) {
        return switch (request) {
            case ClientMessage.Add _,ClientMessage.Edit _,ClientMessage.Delete _,ClientMessage.Hold _ -> true;
            case ClientMessage.Chat _,ClientMessage.Name _,ClientMessage.Friends _,ClientMessage.Report _ -> false;
        };
    }
}
