// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayDeque;
import java.util.UUID;
import org.freehold.moderation.Permission;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A person in the world, from coming to being gone, over any number of connections. Owned by the world thread. */
public final class Visitor {
    /** What an edit is answered with, once it is its turn. */
    static final class Answer {
        private @Nullable ServerMessage message;

        void is(ServerMessage decided) {
            message = decided;
        }
    }

    private final VisitorLink link;
    private final Mover avatar;
    private final Vec3 entry;
    private final long firstChat;
    private final boolean asksForEverything;
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    private final @Nullable UUID author;
    private Rights rights;
    private String name;
    private boolean present = true;
    private long lostSinceTick;

    Visitor(
            VisitorLink link,
            Mover avatar,
            Vec3 entry,
            String name,
            Rights rights,
            @Nullable UUID author,
            boolean asksForEverything,
            long firstChat) {
        this.link = link;
        this.avatar = avatar;
        this.entry = entry;
        this.name = name;
        this.rights = rights;
        this.author = author;
        this.asksForEverything = asksForEverything;
        this.firstChat = firstChat;
    }

    public VisitorLink link() {
        return link;
    }

    public int handle() {
        return avatar.handle();
    }

    /** The body, and with it where this visitor sees the world from. */
    public Mover avatar() {
        return avatar;
    }

    /** The spot at the world's entry that is this visitor's own, metres. */
    Vec3 entry() {
        return entry;
    }

    /** True when this visitor is to have all entities whatever the distance. */
    public boolean seesEverything() {
        return asksForEverything && may(Permission.BUILD);
    }

    public String name() {
        return name;
    }

    boolean may(Permission permission) {
        return rights.may(permission);
    }

    Rights rights() {
        return rights;
    }

    /** Whether this visitor made the entity. */
    boolean made(Entity entity) {
        return author != null && author.equals(entity.owner());
    }

    /** By which what this visitor makes is known; null for nobody's. */
    @Nullable
    UUID author() {
        return author;
    }

    /** Id of the last chat line that was said before this visitor came. */
    long firstChat() {
        return firstChat;
    }

    /** False while the connection is lost. */
    boolean isPresent() {
        return present;
    }

    long lostSinceTick() {
        return lostSinceTick;
    }

    void name(String changed) {
        name = changed;
    }

    void rights(Rights changed) {
        rights = changed;
    }

    void lost(long tick) {
        present = false;
        lostSinceTick = tick;
        avatar.halt(tick);
    }

    void back() {
        present = true;
    }

    /** Takes over the newest pose that came, if one did; {@code scratch} is used for it. */
    void takePose(QuantisedPose scratch, long tick) {
        if (link.takePose(scratch)) {
            avatar.set(scratch, tick);
        }
    }

    /** Keeps a place in the order of answers. */
    Answer answerLater() {
        Answer answer = new Answer();
        answers.add(answer);
        return answer;
    }

    /** Sends what is decided, as far as nothing undecided comes before it. */
    void sendAnswers() {
        while (!answers.isEmpty()) {
            ServerMessage message = answers.element().message;
            if (message == null) {
                return;
            }
            answers.remove();
            link.send(message);
        }
    }

    void accept(long ref, @Nullable UUID id) {
        link.send(new ServerMessage.Accepted(ref, id));
    }

    /** {@code ref} null for what was refused without being a request. */
    void refuse(@Nullable Long ref, ErrorCode code, String message, String whatToDo) {
        link.send(new ServerMessage.Refused(ref, code, message, whatToDo));
    }

    ServerMessage.You you() {
        return new ServerMessage.You(handle(), name, rights.standing().text(), rights.texts(), null);
    }

    ServerMessage.Person person() {
        return new ServerMessage.Person(handle(), name);
    }
}
