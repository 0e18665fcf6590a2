// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayDeque;
import java.util.UUID;
import java.util.function.Supplier;
import org.freehold.moderation.Permission;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A person in the world, from coming to being gone, over any number of connections. Owned by the world thread. */
public final class Visitor {
    /** How long poses are not heeded of somebody who was put elsewhere and may not have heard of it, seconds. */
    private static final int JUMP_SECONDS = 2;

    private static final Mover[] NOBODY = {};

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
    private Mover[] friends = NOBODY;
    private boolean present = true;
    private long lostSinceTick;
    /** Where the server put this visitor, who has not answered to that yet; null for nowhere. */
    private @Nullable Vec3 jump;
    private long jumpTick;
    /** Where this visitor stood before quarantine, and where quarantine put them; null without. */
    private @Nullable Vec3 before;
    private @Nullable Vec3 apart;
    private @Nullable String toldPlace;
    private long toldTick;

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

    /** The bodies of those whom this visitor wants to see first, in that order; some may be gone. Not to be changed. */
    public Mover[] friends() {
        return friends;
    }

    /** The array becomes this visitor's. */
    void friends(Mover[] named) {
        friends = named;
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

    /** Reads the newest pose into {@code scratch}; false when none came, or it is from before the server put this visitor elsewhere. */
    boolean takePose(QuantisedPose scratch, TickTime now) {
        if (!link.takePose(scratch)) {
            return false;
        }
        if (jump != null) {
            boolean answers = (scratch.flags & AvatarPose.JUMPED) != 0
                    || (now.tick() - jumpTick) * now.stepSeconds() >= JUMP_SECONDS;
            if (!answers) {
                return false;
            }
            jump = null;
        }
        return true;
    }

    /** Takes over a pose. */
    void stand(QuantisedPose pose, long tick) {
        avatar.set(pose, tick);
    }

    /** Puts this visitor elsewhere, metres; poses from before that are not heeded any more. */
    void jumpTo(Vec3 position, TickTime now) {
        avatar.jumpTo(position, now.tick());
        jump = position;
        tellJump(now);
    }

    /** The connection is another one: says again where the server has put this visitor meanwhile. */
    void tellJump(TickTime now) {
        if (jump != null) {
            jumpTick = now.tick();
            link.send(new ServerMessage.Jump(new double[] {jump.x(), jump.y(), jump.z()}));
        }
    }

    /** Puts this visitor to {@code spot}, apart from others. */
    void separate(Vec3 spot, TickTime now) {
        before = avatar.position();
        apart = spot;
        jumpTo(spot, now);
    }

    /** This visitor has arrived apart from others. */
    void arrivedApart() {
        apart = avatar.position();
    }

    /** Brings back whoever was put apart and did not walk on; {@code elsewhere} for those who arrived there. */
    void comeBack(Supplier<Vec3> elsewhere, TickTime now) {
        Vec3 spot = apart;
        Vec3 back = before;
        apart = null;
        before = null;
        if (spot != null && avatar.position().minus(spot).length() <= ArrivalSpots.FARTHEST_METRES) {
            jumpTo(back == null ? elsewhere.get() : back, now);
        }
    }

    /** True once in {@code everyTicks} for the same place. */
    boolean shouldHearOf(String place, long tick, long everyTicks) {
        if (place.equals(toldPlace) && tick - toldTick < everyTicks) {
            return false;
        }
        toldPlace = place;
        toldTick = tick;
        return true;
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
        return new ServerMessage.You(
                handle(), name, rights.standing().text(), rights.texts(), rights.muted(), rights.apart(), null);
    }

    ServerMessage.Person person() {
        return new ServerMessage.Person(handle(), name);
    }
}
