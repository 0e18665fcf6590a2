// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * One world: carries out what sessions ask, moves what moves, keeps what must last, and lets its audience tell people. Without
 * threads and clocks: {@link WorldLoop} calls it, and so does a test, always one call at a time.
 */
public final class World {
    private static final int LOST_SECONDS = 30;
    private static final int HANDLE_REST_SECONDS = 10;
    private static final int STORE_MOTION_SECONDS = 60;
    private static final String NOT_WRITTEN = "The change could not be written to the server's disk.";

    private static final EditGate.Decision.Refuse TOO_MANY_MOVE = new EditGate.Decision.Refuse(
            ErrorCode.TOO_FAST, "Too many things move at once in this world.", "Wait until some of them rest.");

    private final WorldSettings settings;
    private final Places places;
    private final Journal journal;
    private final Audience audience;
    private final RandomGenerator random;
    private final WorldState state;
    private final HeldEntities held;
    private final People people;
    private final Borders borders;
    private final EditGate gate;
    private final UnstoredChanges unstored = new UnstoredChanges();
    private final Set<UUID> motionToStore = new LinkedHashSet<>();
    private final QuantisedPose poseScratch = new QuantisedPose();
    private TickTime now;
    private long lastTicket;
    private @Nullable String readOnly;

    /**
     * An empty world.
     *
     * @param random of what may be guessed: ids of entities, names
     */
    public World(WorldSettings settings, Places places, Journal journal, Audience audience, RandomGenerator random) {
        this.settings = settings;
        this.places = places;
        this.journal = journal;
        this.audience = audience;
        this.random = random;
        Handles handles = new Handles((long) HANDLE_REST_SECONDS * settings.tickHz());
        this.state = new WorldState(handles, audience);
        this.held = new HeldEntities(state, settings.tickHz());
        this.people = new People(handles, audience, random);
        this.borders = new Borders(state.zones(), places, settings.tickHz());
        this.gate = new EditGate(state.table(), settings.maxEntities());
        this.now = new TickTime(0, 0, 1.0 / settings.tickHz());
    }

    /** Takes in an entity that is stored already; before the first tick. An id that is here already is left out. */
    public void load(Entity entity) {
        if (state.table().find(entity.id()).isEmpty()) {
            state.add(entity, now);
        }
    }

    public int entities() {
        return state.table().size();
    }

    /** Names of the zones, which are the bounded places; any thread. */
    public Collection<String> zones() {
        return state.zones().names();
    }

    /** With those whose connection is lost. */
    public int people() {
        return people.size();
    }

    /** How many entities move by themselves. */
    public int moving() {
        return state.moving();
    }

    /** True while nothing can be stored. */
    public boolean isReadOnly() {
        return readOnly != null;
    }

    /** The entity as of now; empty when there is none. */
    public Optional<Entity> entity(UUID id) {
        return state.table().find(id).map(WorldEntity::entity);
    }

    /** The same with its place in the world. */
    Optional<WorldEntity> placed(UUID id) {
        return state.table().find(id);
    }

    /** The body of somebody who is in the world. */
    Mover avatar(VisitorLink link) {
        return Objects.requireNonNull(people.find(link)).avatar();
    }

    WorldSettings settings() {
        return settings;
    }

    /** A new tick begins; everything until {@link #send} belongs to it. */
    void beginTick(long epochMicros) {
        now = new TickTime(now.tick() + 1, epochMicros, now.stepSeconds());
    }

    /** Moves what moves, and lets go what is over. */
    void step() {
        for (Visitor visitor : people.all()) {
            if (visitor.isPresent()) {
                borders.takePose(visitor, poseScratch, now);
            }
        }
        storeLater(state.simulate(now));
        storeLater(held.letGo(now));
        storeLater(state.movingDue(now, (long) STORE_MOTION_SECONDS * settings.tickHz()));
        storeMotion();
        removeExpired();
        for (Visitor visitor : people.all()) {
            borders.look(visitor, people.all(), now);
        }
        people.letLostGo(now.tick(), (long) LOST_SECONDS * settings.tickHz());
    }

    /** Tells everybody of this tick. */
    void send() {
        try {
            audience.tick(now.tick(), now.epochMillis());
        } finally {
            for (Visitor visitor : people.all()) {
                visitor.link().flushWithTick();
            }
            state.table().endTick();
        }
    }

    /** Writes where everything is that moves: the world is about to stop. */
    void storeAllMotion() {
        storeLater(state.movingDue(now, 1));
        storeMotion();
    }

    void carryOut(Command command) {
        Visitor visitor = people.find(command.link());
        switch (command) {
            case Command.Enter enter -> enter(enter, visitor);
            case Command.Resume resume -> resume(resume, visitor);
            case Command.Lost lost -> {
                if (visitor != null) {
                    people.lost(visitor, now.tick());
                }
            }
            case Command.Leave leave -> {
                if (visitor != null) {
                    people.leave(visitor, leave.why(), now.tick());
                }
            }
            case Command.Ask ask -> {
                if (visitor != null) {
                    answer(visitor, ask.request());
                }
            }
            case Command.Move move -> {
                if (visitor != null && visitor.rights().mayEdit()) {
                    held.move(visitor, move.moves(), now);
                }
            }
            case Command.Grant grant -> {
                if (visitor != null) {
                    grant(visitor, grant);
                }
            }
        }
    }

    void learn(JournalResults.Result result) {
        switch (result) {
            case JournalResults.Result.Stored stored -> unstored.stored(stored.ticket());
            case JournalResults.Result.Failed failed -> takeBack(failed.firstTicket(), failed.reason());
            case JournalResults.Result.Writable _ -> {
                journal.reopen();
                if (readOnly != null) {
                    readOnly = null;
                    people.tellThoseWhoMayEdit(
                            new ServerMessage.Notice(
                                    "world-writable", false, "The world can be changed again."));
                }
            }
        }
    }

    private void enter(Command.Enter enter, @Nullable Visitor present) {
        if (present != null) {
            return;
        }
        Rights rights = enter.rights();
        Vec3 asked = enter.position();
        boolean mayChoose = asked != null && Simulation.isInWorld(asked) && !rights.apart();
        String closed = asked != null && mayChoose ? borders.closedAt(rights, asked) : null;
        boolean elsewhere = mayChoose && closed == null;
        Vec3 usual = rights.apart()
                ? ArrivalSpots.apart(places.entryPosition(), people.all())
                : ArrivalSpots.free(places.entryPosition(), people.all());
        Optional<Vec3> entry = borders.open(rights, usual, usual);
        if (entry.isEmpty()) {
            borders.keepOut(enter.link(), rights);
            return;
        }
        Vec3 position = asked != null && elsewhere ? asked : entry.get();
        Quat rotation = elsewhere ? Quat.IDENTITY : places.entryRotation();
        people.enter(enter, position, rotation, entry.get(), info(entry.get()), now).ifPresent(visitor -> {
            tellIfReadOnly(visitor);
            if (rights.apart()) {
                visitor.arrivedApart();
            }
            if (closed != null) {
                borders.tell(visitor, closed, now);
            }
        });
    }

    private void resume(Command.Resume resume, @Nullable Visitor visitor) {
        if (visitor == null) {
            resume.link().end(ErrorCode.INTERNAL, "The session was over before it could go on.", "Connect again.");
            return;
        }
        people.resume(visitor, resume.chat(), info(visitor.entry()));
        visitor.tellJump(now);
        tellIfReadOnly(visitor);
    }

    private void grant(Visitor visitor, Command.Grant grant) {
        Rights before = visitor.rights();
        visitor.rights(grant.rights());
        visitor.link().send(visitor.you());
        if (grant.notice() != null) {
            visitor.link().send(grant.notice());
        }
        borders.tellChanges(visitor, before, now);
        if (visitor.rights().apart() != before.apart()) {
            separate(visitor);
        }
        tellIfReadOnly(visitor);
    }

    /** Moves whoever came into quarantine away from the others, and back when it has ended. */
    private void separate(Visitor visitor) {
        if (visitor.rights().apart()) {
            visitor.separate(ArrivalSpots.apart(places.entryPosition(), people.all()), now);
        } else {
            visitor.comeBack(() -> ArrivalSpots.free(places.entryPosition(), people.all()), now);
        }
    }

    private void tellIfReadOnly(Visitor visitor) {
        if (readOnly != null && visitor.rights().mayEdit()) {
            visitor.link().send(readOnlyNotice(readOnly));
        }
    }

    private void answer(Visitor visitor, ClientMessage.Request request) {
        switch (request) {
            case ClientMessage.Add add -> edit(
                    visitor,
                    add.ref(),
                    gate.add(add, visitor, this::newId, readOnly, now.epochMicros()));
            case ClientMessage.Edit edit -> edit(
                    visitor, edit.ref(), gate.edit(edit, visitor, readOnly, now.epochMicros()));
            case ClientMessage.Delete delete -> edit(
                    visitor, delete.ref(), gate.delete(delete, visitor, readOnly));
            case ClientMessage.Hold hold -> edit(visitor, hold.ref(), gate.hold(hold, visitor, held::holder, readOnly));
            case ClientMessage.Chat chat -> people.say(visitor, chat.ref(), chat.text(), now.epochMillis());
            case ClientMessage.Name name -> people.rename(visitor, name.ref(), name.name());
            case ClientMessage.Friends friends -> people.befriend(visitor, friends);
            case ClientMessage.Report report ->
                    visitor.link().reported(report, people.scene(visitor, report.handle(), now.epochMillis()));
        }
    }

    private void edit(Visitor visitor, long ref, EditGate.Decision decision) {
        switch (decision) {
            case EditGate.Decision.Refuse refuse -> refuse(visitor, ref, refuse);
            case EditGate.Decision.Add add -> {
                Entity entity = add.entity();
                if (stored(List.of(entity), List.of(), List.of(before(entity.id(), null)), visitor, ref, entity.id())) {
                    state.add(entity, now);
                }
            }
            case EditGate.Decision.Change change -> {
                Entity was = change.target().entity();
                if (stored(List.of(change.after()), List.of(), List.of(before(was.id(), was)), visitor, ref,
                        was.id())) {
                    state.change(change.target(), change.after(), change.patch(), now);
                }
            }
            case EditGate.Decision.Hold hold -> {
                if (held.hold(hold.target(), visitor, now)) {
                    visitor.answerLater().is(new ServerMessage.Accepted(ref, hold.target().id()));
                    visitor.sendAnswers();
                } else {
                    refuse(visitor, ref, TOO_MANY_MOVE);
                }
            }
            case EditGate.Decision.Delete delete -> {
                List<UnstoredChanges.Before> was = tree(delete.root());
                List<UUID> ids = was.stream().map(UnstoredChanges.Before::id).toList();
                if (stored(List.of(), ids, was, visitor, ref, delete.root().id())) {
                    state.removeTree(delete.root(), now);
                }
            }
        }
    }

    /** Journals a visitor's edit; false when the journal does not take it, and the visitor is told. */
    private boolean stored(
            List<Entity> put,
            List<UUID> delete,
            List<UnstoredChanges.Before> before,
            Visitor visitor,
            long ref,
            UUID id) {
        Visitor.Answer answer = visitor.answerLater();
        var author = new UnstoredChanges.Author(visitor, answer, ref, id);
        if (append(put, delete, before, List.of(), author)) {
            return true;
        }
        answer.is(new ServerMessage.Refused(
                ref,
                ErrorCode.WORLD_READ_ONLY,
                "The server cannot store more changes at this moment.",
                "Send the edit again in a few seconds."));
        visitor.sendAnswers();
        return false;
    }

    private boolean append(
            List<Entity> put,
            List<UUID> delete,
            List<UnstoredChanges.Before> before,
            List<UUID> moved,
            UnstoredChanges.@Nullable Author author) {
        long ticket = lastTicket + 1;
        if (!journal.append(new Journal.Entry(ticket, put, delete))) {
            return false;
        }
        lastTicket = ticket;
        unstored.add(new UnstoredChanges.Change(ticket, before, moved, author));
        return true;
    }

    private static void refuse(Visitor visitor, long ref, EditGate.Decision.Refuse refuse) {
        visitor.answerLater()
                .is(new ServerMessage.Refused(ref, refuse.code(), refuse.message(), refuse.whatToDo()));
        visitor.sendAnswers();
    }

    /** Makes the world what it was before the change {@code firstTicket}: that one and all later are not on disk. */
    private void takeBack(long firstTicket, String reason) {
        boolean isNews = readOnly == null;
        readOnly = reason;
        for (UnstoredChanges.Change change : unstored.takeFrom(firstTicket)) {
            change.before().forEach(this::putBack);
            motionToStore.addAll(change.moved());
            UnstoredChanges.Author author = change.author();
            if (author != null) {
                author.answer().is(new ServerMessage.Refused(
                        author.ref(),
                        ErrorCode.WORLD_READ_ONLY,
                        NOT_WRITTEN + " " + reason,
                        "It was taken back; send it again when the notice says that the world can be changed."));
            }
        }
        people.all().forEach(Visitor::sendAnswers);
        storeLater(state.movingDue(now, 1));
        if (isNews) {
            people.tellThoseWhoMayEdit(readOnlyNotice(reason));
        }
    }

    private void putBack(UnstoredChanges.Before before) {
        Optional<WorldEntity> present = state.table().find(before.id());
        Entity was = before.entity();
        if (was == null) {
            present.ifPresent(added -> state.remove(added, now));
        } else if (present.isPresent()) {
            state.replace(present.get(), was, now);
        } else {
            state.add(was, now);
        }
    }

    private void storeLater(List<WorldEntity> moved) {
        for (WorldEntity each : moved) {
            motionToStore.add(each.id());
        }
    }

    private void storeMotion() {
        if (motionToStore.isEmpty() || readOnly != null) {
            return;
        }
        List<Entity> put = new ArrayList<>(motionToStore.size());
        for (UUID id : motionToStore) {
            state.table().find(id).ifPresent(moved -> put.add(moved.entity()));
        }
        List<UUID> moved = put.stream().map(Entity::id).toList();
        // Not somebody's edit: nothing to take back.
        if (put.isEmpty() || append(put, List.of(), List.of(), moved, null)) {
            motionToStore.clear();
        }
    }

    private void removeExpired() {
        if (readOnly != null) {
            return;
        }
        for (WorldEntity over : state.expired(now)) {
            if (state.table().find(over.id()).orElse(null) != over) {
                continue;
            }
            List<UnstoredChanges.Before> was = tree(over);
            if (append(List.of(), was.stream().map(UnstoredChanges.Before::id).toList(), was, List.of(), null)) {
                state.removeTree(over, now);
            } else {
                state.expireLater(over, now);
            }
        }
    }

    private static List<UnstoredChanges.Before> tree(WorldEntity root) {
        List<UnstoredChanges.Before> tree = new ArrayList<>();
        for (WorldEntity each : EntityTable.tree(root)) {
            tree.add(before(each.id(), each.entity()));
        }
        return tree;
    }

    private static UnstoredChanges.Before before(UUID id, @Nullable Entity entity) {
        return new UnstoredChanges.Before(id, entity);
    }

    private static ServerMessage.Notice readOnlyNotice(String reason) {
        return new ServerMessage.Notice("world-read-only", true, "The world cannot be changed now: " + reason);
    }

    private ServerMessage.WorldInfo info(Vec3 position) {
        Quat rotation = places.entryRotation();
        return new ServerMessage.WorldInfo(
                entities(),
                new double[] {position.x(), position.y(), position.z()},
                new double[] {rotation.x(), rotation.y(), rotation.z(), rotation.w()},
                places.places());
    }

    private UUID newId() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
