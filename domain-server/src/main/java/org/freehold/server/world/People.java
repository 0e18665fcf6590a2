// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.freehold.moderation.Permission;
import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.MessageWriter;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** Who is in the world: coming, being lost, coming back, going; names and chat. Owned by the world thread. */
final class People {
    private static final double NEAR_METRES = 50;
    private static final long REPORTED_MILLIS = 60_000;
    private static final String ANOTHER_NAME = "Choose another name.";

    private final Map<VisitorLink, Visitor> byLink = new LinkedHashMap<>();
    private final Set<String> takenNames = new HashSet<>();
    private final ChatLog chat = new ChatLog();
    private final Handles handles;
    private final Audience audience;
    private final RandomGenerator random;

    People(Handles handles, Audience audience, RandomGenerator random) {
        this.handles = handles;
        this.audience = audience;
        this.random = random;
    }

    @Nullable
    Visitor find(VisitorLink link) {
        return byLink.get(link);
    }

    Collection<Visitor> all() {
        return byLink.values();
    }

    int size() {
        return byLink.size();
    }

    /** Lets somebody in; empty when there is no handle left, and the visitor was told. */
    Optional<Visitor> enter(Command.Enter enter, Vec3 position, Quat rotation, Vec3 entry,
            ServerMessage.WorldInfo world, TickTime now) {
        int handle = handles.takeForAvatar(now.tick());
        if (handle == Handles.NONE) {
            enter.link()
                    .end(
                            ErrorCode.DOMAIN_FULL,
                            "people: " + byLink.size() + ", as many as this world can hold",
                            "Try again in a minute.");
            return Optional.empty();
        }
        Mover avatar = Mover.avatar(handle, position, rotation, now.tick());
        Visitor visitor = new Visitor(
                enter.link(), avatar, entry, nameFor(enter.name()), enter.rights(), enter.author(),
                enter.everything(), chat.lastId());
        enter.link().entered(false, visitor.you(), world);
        tellWhatWasNotGranted(visitor, enter);
        byLink.put(enter.link(), visitor);
        takenNames.add(VisitorName.key(visitor.name()));
        tellOthers(visitor, people(List.of(visitor.person()), List.of(), List.of()));
        sendList(visitor);
        audience.appeared(avatar);
        audience.watch(visitor);
        return Optional.of(visitor);
    }

    void resume(Visitor visitor, long lastChat, ServerMessage.WorldInfo world) {
        visitor.back();
        visitor.link().entered(true, visitor.you(), world);
        List<ServerMessage.Line> missed = chat.after(Math.max(lastChat, visitor.firstChat()));
        if (!missed.isEmpty()) {
            visitor.link().send(new ServerMessage.Chat(missed));
        }
        sendList(visitor);
        audience.watch(visitor);
    }

    void lost(Visitor visitor, long tick) {
        if (visitor.isPresent()) {
            visitor.lost(tick);
            audience.unwatch(visitor);
        }
    }

    void leave(Visitor visitor, String why, long tick) {
        byLink.remove(visitor.link());
        takenNames.remove(VisitorName.key(visitor.name()));
        audience.unwatch(visitor);
        audience.vanished(visitor.avatar());
        handles.giveBack(visitor.handle(), tick);
        tell(people(List.of(), List.of(), List.of(new ServerMessage.Gone(visitor.handle(), why))));
    }

    /** Lets those go whose connection has been lost for longer than {@code keptTicks}. */
    void letLostGo(long tick, long keptTicks) {
        List<Visitor> gone = new ArrayList<>();
        for (Visitor visitor : byLink.values()) {
            if (!visitor.isPresent() && tick - visitor.lostSinceTick() >= keptTicks) {
                gone.add(visitor);
            }
        }
        gone.forEach(visitor -> leave(visitor, "lost", tick));
    }

    void rename(Visitor visitor, long ref, String asked) {
        String name = VisitorName.trimmed(asked);
        Optional<String> problem = VisitorName.problem(name);
        if (problem.isPresent()) {
            visitor.refuse(ref, ErrorCode.BAD_NAME, problem.get(), ANOTHER_NAME);
            return;
        }
        takenNames.remove(VisitorName.key(visitor.name()));
        visitor.name(VisitorName.unique(name, this::isTaken));
        takenNames.add(VisitorName.key(visitor.name()));
        visitor.accept(ref, null);
        visitor.link().send(visitor.you());
        tell(people(List.of(), List.of(visitor.person()), List.of()));
    }

    void say(Visitor visitor, long ref, String text, long epochMillis) {
        Optional<String> problem = ChatLog.problem(text);
        if (problem.isPresent()) {
            visitor.refuse(ref, ErrorCode.BAD_TEXT, problem.get(), "Say it in other words, or in several lines.");
            return;
        }
        if (!visitor.may(Permission.CHAT)) {
            visitor.refuse(
                    ref,
                    ErrorCode.NOT_PERMITTED,
                    visitor.rights().muted()
                            ? "A moderator has muted you (expected: the permission \"chat\")."
                            : "You may not chat here now (expected: the permission \"chat\").",
                    "Ask the owner or a moderator of this domain.");
            return;
        }
        visitor.accept(ref, null);
        tell(new ServerMessage.Chat(List.of(chat.say(visitor, text, epochMillis))));
        audience.spoke(visitor.avatar());
    }

    /** Takes note of whom a visitor wants to see first; handles that are nobody's, or the visitor's own, are passed over. */
    void befriend(Visitor visitor, ClientMessage.Friends named) {
        Map<Integer, Mover> byHandle = HashMap.newHashMap(byLink.size());
        for (Visitor other : byLink.values()) {
            if (other != visitor) {
                byHandle.put(other.handle(), other.avatar());
            }
        }
        visitor.friends(named.handles().stream().map(byHandle::get).filter(Objects::nonNull).toArray(Mover[]::new));
        visitor.accept(named.ref(), null);
    }

    /** What a visitor has just heard, and who stands near; {@code meant} is there wherever they stand. */
    Scene scene(Visitor visitor, @Nullable Integer meant, long epochMillis) {
        List<Scene.Near> near = new ArrayList<>();
        for (Visitor other : byLink.values()) {
            double metres = other.avatar()
                    .position()
                    .minus(visitor.avatar().position())
                    .length();
            boolean isMeant = meant != null && meant == other.handle();
            if (other != visitor && (isMeant || metres <= NEAR_METRES)) {
                near.add(new Scene.Near(other.handle(), other.name(), metres));
            }
        }
        near.sort(Comparator.comparingDouble(Scene.Near::metres));
        return new Scene(chat.since(epochMillis - REPORTED_MILLIS), near);
    }

    /** Sends to everybody who may change anything. */
    void tellThoseWhoMayEdit(ServerMessage message) {
        for (Visitor visitor : byLink.values()) {
            if (visitor.rights().mayEdit()) {
                visitor.link().send(message);
            }
        }
    }

    private void tell(ServerMessage message) {
        tellAllBut(null, message);
    }

    private void tellOthers(Visitor visitor, ServerMessage message) {
        tellAllBut(visitor, message);
    }

    private void tellAllBut(@Nullable Visitor left, ServerMessage message) {
        ByteBuf encoded = ByteBufAllocator.DEFAULT.buffer();
        try {
            MessageWriter.write(message, encoded);
            for (Visitor visitor : byLink.values()) {
                if (visitor != left && visitor.isPresent()) {
                    visitor.link().sendReliable(encoded.retainedDuplicate());
                }
            }
        } finally {
            encoded.release();
        }
    }

    private void sendList(Visitor visitor) {
        List<ServerMessage.Person> everybody = new ArrayList<>(byLink.size());
        everybody.add(visitor.person());
        for (Visitor other : byLink.values()) {
            if (other != visitor) {
                everybody.add(other.person());
            }
        }
        visitor.link().send(people(everybody, List.of(), List.of()));
    }

    private String nameFor(@Nullable String asked) {
        String name = asked == null ? "" : VisitorName.trimmed(asked);
        return VisitorName.unique(
                VisitorName.problem(name).isPresent() ? FriendlyNames.next(random) : name, this::isTaken);
    }

    /** Who asked for a name that is not allowed, or for more than he may see, comes in without it and learns why. */
    private static void tellWhatWasNotGranted(Visitor visitor, Command.Enter enter) {
        if (enter.name() != null) {
            VisitorName.problem(VisitorName.trimmed(enter.name()))
                    .ifPresent(problem -> visitor.refuse(null, ErrorCode.BAD_NAME, problem, ANOTHER_NAME));
        }
        if (enter.everything() && !visitor.may(Permission.BUILD)) {
            visitor.refuse(
                    null,
                    ErrorCode.NOT_PERMITTED,
                    "everything: true (expected: the permission \"build\"); you are sent what is in sight",
                    "Ask the owner of this domain for the permission, or come with the owner's key.");
        }
    }

    private boolean isTaken(String name) {
        return takenNames.contains(VisitorName.key(name));
    }

    private static ServerMessage.People people(
            List<ServerMessage.Person> come, List<ServerMessage.Person> change, List<ServerMessage.Gone> gone) {
        return new ServerMessage.People(come, change, gone);
    }
}
