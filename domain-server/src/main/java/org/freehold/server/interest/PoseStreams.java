// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import io.netty.buffer.ByteBuf;
import io.netty.util.collection.LongObjectHashMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.freehold.server.metrics.StreamMetrics;
import org.freehold.server.world.Mover;

/**
 * On the hot path of the world thread, which may be helped with the sending: the poses of avatars and moving entities. What moves is sorted into the cubes of a grid of levels;
 * what is in a cube is encoded once a tick for each level of detail; and all who see from the same cube over lines of the same budget get
 * one message, made once. Nothing is computed for each pair, and nothing allocated for each session.
 */
final class PoseStreams {
    /** Who has spoken is seen from twice as far, and twice as often, for so long. */
    private static final int SPEAKING_SECONDS = 10;

    /** How far beyond its cube a visitor still sees from there, so that nothing changes to and fro: 2 m. */
    private static final int STAY_STEPS = 2 * 2048;

    private static final int KEEP_EMPTY_TICKS = 64;
    private static final int BUDGET_BITS = 3;

    /** Fewer viewpoints take a quarter of a millisecond, which is not worth waking a thread for. */
    private static final int ALONE_VIEWPOINTS = 100;

    private static final int AREAS_EACH = 4;

    private static final Comparator<Viewpoint> BY_CUBE = Comparator.comparingLong(viewpoint -> viewpoint.cube.key());

    private record Speaker(PoseGroup.Member member, long untilTick) {}

    private final int tickHz;
    private final StreamMetrics metrics;
    private final PoseMembers members = new PoseMembers();
    private final LongObjectHashMap<PoseGroup> groupsByCube = new LongObjectHashMap<>();
    private PoseGroup[] groups = new PoseGroup[64];
    private int groupCount;
    private final LongObjectHashMap<Viewpoint> viewpointsByKey = new LongObjectHashMap<>();
    private final List<Viewpoint> viewpoints = new ArrayList<>();
    private final ArrayDeque<Speaker> speakers = new ArrayDeque<>();
    private final PoseMessageBuilder message = new PoseMessageBuilder(0);
    private final NewInSight newInSight = new NewInSight();
    private final Viewpoint.Order order = new Viewpoint.Order();
    private final Helpers helpers;
    private final PoseSender[] senders;
    private final Helpers.Work sendArea = this::sendArea;
    private long tick;
    private long epochMillis;

    PoseStreams(int tickHz, StreamMetrics metrics, Helpers helpers) {
        this.tickHz = tickHz;
        this.metrics = metrics;
        this.helpers = helpers;
        this.senders = new PoseSender[1 + helpers.count()];
        Arrays.setAll(senders, worker -> new PoseSender(worker, metrics, new FriendPoses(members)));
    }

    /** An avatar is there. */
    void add(Mover avatar) {
        add(avatar, 0);
    }

    /** Something moves that matters up to so many metres away. */
    void add(Mover entity, double reachMetres) {
        int level = 0;
        while (level < Cube.MAX_LEVEL && PoseLevel.SIGHT_METRES * (1 << level) < reachMetres) {
            level++;
        }
        add(entity, level);
    }

    private void add(Mover mover, int gridLevel) {
        remove(mover);
        PoseGroup.Member member = new PoseGroup.Member(mover);
        member.gridLevel = gridLevel;
        members.add(member);
    }

    /** It is not there, or does not move, any more. */
    void remove(Mover mover) {
        PoseGroup.Member member = members.find(mover);
        if (member == null) {
            return;
        }
        members.remove(member);
        if (member.group != null) {
            member.group.remove(member, tick);
        }
    }

    /** Whoever speaks comes first. */
    void spoke(Mover avatar) {
        PoseGroup.Member member = members.find(avatar);
        if (member != null) {
            member.gridLevel = 1;
            speakers.add(new Speaker(member, tick + (long) SPEAKING_SECONDS * tickHz));
        }
    }

    /** This visitor is sent nothing more. */
    void forget(View view) {
        Viewpoint viewpoint = view.viewpoint;
        view.viewpoint = null;
        if (viewpoint != null) {
            viewpoint.views.remove(view);
            if (viewpoint.views.isEmpty()) {
                viewpointsByKey.remove(key(viewpoint.cube.key(), viewpoint.budget));
                viewpoints.remove(viewpoint);
            }
        }
    }

    void tick(long now, long nowMillis, Collection<View> views) {
        tick = now;
        epochMillis = nowMillis;
        message.startTick();
        hushSpeakers();
        sortIntoGroups();
        if (now % KEEP_EMPTY_TICKS == 0) {
            dropEmptyGroups();
            // Neighbours one after the other: what the one needs of memory the other has just brought near.
            viewpoints.sort(BY_CUBE);
        }
        for (View view : views) {
            follow(view);
        }
        send();
    }

    private void hushSpeakers() {
        for (Speaker first = speakers.peek(); first != null && first.untilTick <= tick; first = speakers.peek()) {
            Speaker over = speakers.remove();
            boolean spokeAgain = speakers.stream().anyMatch(later -> later.member == over.member);
            over.member.gridLevel = spokeAgain ? 1 : 0;
        }
    }

    private void sortIntoGroups() {
        for (int i = 0; i < members.size(); i++) {
            PoseGroup.Member member = members.get(i);
            PoseGroup group = member.group;
            long cube = Cube.key(member.mover, member.gridLevel);
            if (group == null || group.cube.key() != cube) {
                if (group != null) {
                    group.remove(member, tick);
                }
                groupAt(cube).add(member);
            }
        }
    }

    private PoseGroup groupAt(long cube) {
        PoseGroup known = groupsByCube.get(cube);
        if (known != null) {
            return known;
        }
        PoseGroup group = new PoseGroup(new Cube(cube), senders.length);
        groupsByCube.put(cube, group);
        if (groupCount == groups.length) {
            groups = Arrays.copyOf(groups, groupCount * 2);
        }
        groups[groupCount++] = group;
        for (int i = 0; i < viewpoints.size(); i++) {
            viewpoints.get(i).consider(group);
        }
        return group;
    }

    private void dropEmptyGroups() {
        int kept = 0;
        for (int i = 0; i < groupCount; i++) {
            PoseGroup group = groups[i];
            if (group.isEmptySince(tick - KEEP_EMPTY_TICKS)) {
                groupsByCube.remove(group.cube.key());
            } else {
                groups[kept++] = group;
            }
        }
        Arrays.fill(groups, kept, groupCount, null);
        groupCount = kept;
    }

    /** Sees to it that the view sees from where its avatar is, with the budget of its line. */
    private void follow(View view) {
        Viewpoint before = view.viewpoint;
        Mover avatar = view.visitor.avatar();
        int budget = view.budget.current();
        long cube = Cube.key(avatar, 0);
        if (before != null && before.cube.isWithin(avatar, STAY_STEPS)) {
            if (before.budget == budget) {
                return;
            }
            cube = before.cube.key();
        }
        Viewpoint now = viewpointAt(cube, budget);
        forget(view);
        view.viewpoint = now;
        now.views.add(view);
        message.start(epochMillis);
        newInSight.gather(before, now, message, tick);
        if (!message.isEmpty() && !view.line.skipsPoses()) {
            ByteBuf frame = message.frame();
            message.count(frame, 1, metrics);
            view.visitor.link().sendOnce(frame);
        }
    }

    private Viewpoint viewpointAt(long cube, int budget) {
        Viewpoint known = viewpointsByKey.get(key(cube, budget));
        if (known != null) {
            return known;
        }
        Viewpoint viewpoint = new Viewpoint(new Cube(cube), budget, tickHz);
        viewpoint.look(groups, groupCount, order);
        viewpointsByKey.put(key(cube, budget), viewpoint);
        viewpoints.add(viewpoint);
        return viewpoint;
    }

    /** By area, since viewpoints that are near each other see the same; on one thread where that is done sooner. */
    private void send() {
        for (PoseSender sender : senders) {
            sender.startTick();
        }
        if (senders.length == 1 || viewpoints.size() < ALONE_VIEWPOINTS) {
            sendBetween(0, viewpoints.size(), senders[0]);
        } else {
            helpers.run(areas(), sendArea);
        }
    }

    /** Several for each thread: one that is kept from its work keeps the others waiting for one area only. */
    private int areas() {
        return senders.length * AREAS_EACH;
    }

    private void sendArea(int area, int worker) {
        int from = (int) ((long) viewpoints.size() * area / areas());
        int to = (int) ((long) viewpoints.size() * (area + 1) / areas());
        sendBetween(from, to, senders[worker]);
    }

    private void sendBetween(int from, int to, PoseSender sender) {
        for (int i = from; i < to; i++) {
            sender.send(viewpoints.get(i), groups, groupCount, tick, epochMillis);
        }
    }

    private static long key(long cube, int budget) {
        return (cube << BUDGET_BITS) | budget;
    }
}
