// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.freehold.server.metrics.Metrics;
import org.freehold.server.metrics.StreamMetrics;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.world.Audience;
import org.freehold.server.world.Mover;
import org.freehold.server.world.Visitor;
import org.freehold.server.world.WorldEntity;

/**
 * On the hot path of the world thread, which owns it: decides what each visitor is sent of the world, and sends it: entities by
 * {@link EntityStream}, what moves by {@link PoseStreams}.
 */
public final class Interest implements Audience {
    private final int tickHz;
    private final StreamMetrics metrics;
    private final int[] sessionsByBudget = new int[LineBudget.CLASSES];
    private final EntityStream entities;
    private final PoseStreams poses;
    private final Map<Visitor, View> byVisitor = new HashMap<>();
    /** The same, to go through once a tick; in no order. */
    private final List<View> views = new ArrayList<>();

    /**
     * An audience of nobody, whose figures nobody reads.
     *
     * @param tickHz ticks a second, at least 1
     */
    public Interest(int tickHz) {
        this(tickHz, new Helpers(0));
    }

    /**
     * An audience of nobody, whose figures nobody reads.
     *
     * @param tickHz ticks a second, at least 1
     * @param helpers of the world thread; whoever made them closes them
     */
    public Interest(int tickHz, Helpers helpers) {
        this(tickHz, new Metrics().streams(), helpers);
    }

    /**
     * An audience of nobody.
     *
     * @param tickHz ticks a second, at least 1
     * @param metrics counts what is sent
     * @param helpers of the world thread; whoever made them closes them
     */
    public Interest(int tickHz, StreamMetrics metrics, Helpers helpers) {
        this.tickHz = tickHz;
        this.metrics = metrics;
        this.entities = new EntityStream(tickHz);
        this.poses = new PoseStreams(tickHz, metrics, helpers);
    }

    @Override
    public void watch(Visitor visitor) {
        unwatch(visitor);
        View view = new View(visitor, tickHz);
        byVisitor.put(visitor, view);
        views.add(view);
        entities.watch(view);
    }

    @Override
    public void unwatch(Visitor visitor) {
        View view = byVisitor.remove(visitor);
        if (view != null) {
            view.end();
            views.remove(view);
            poses.forget(view);
        }
    }

    @Override
    public void added(WorldEntity entity) {
        entities.added(entity, isHeard());
    }

    @Override
    public void changed(WorldEntity entity, ObjectNode patch) {
        if (isHeard()) {
            entities.changed(entity, patch);
        }
    }

    @Override
    public void replaced(WorldEntity entity) {
        entities.replaced(entity);
    }

    @Override
    public void removed(WorldEntity entity) {
        entities.removed(entity);
    }

    @Override
    public void moved(WorldEntity entity) {
        entities.moved(entity, isHeard());
    }

    @Override
    public void startedMoving(WorldEntity entity, Mover mover) {
        poses.add(mover, Reach.hideMetres(entities.startedMoving(entity, isHeard())));
    }

    @Override
    public void stoppedMoving(WorldEntity entity, Mover mover) {
        poses.remove(mover);
        entities.stoppedMoving(entity, isHeard());
    }

    @Override
    public void appeared(Mover avatar) {
        poses.add(avatar);
    }

    @Override
    public void vanished(Mover avatar) {
        poses.remove(avatar);
    }

    @Override
    public void spoke(Mover avatar) {
        poses.spoke(avatar);
    }

    @Override
    public void tick(long tick, long epochMillis) {
        try {
            observeLines();
            RuntimeException fault = entities.tick(tick, views);
            endFaulty();
            metrics.waiting(entities.waitingToLook(), entities.waitingToBeSent());
            poses.tick(tick, epochMillis, views);
            if (fault != null) {
                throw fault;
            }
        } finally {
            entities.endTick();
        }
    }

    private boolean isHeard() {
        return !views.isEmpty();
    }

    /** Takes note of what each line has taken, and gives up those that take nothing. */
    private void observeLines() {
        Arrays.fill(sessionsByBudget, 0);
        long allBytes = 0;
        long worstBytes = 0;
        int worstHandle = 0;
        // From the end, because some leave the list.
        for (int i = views.size() - 1; i >= 0; i--) {
            View view = views.get(i);
            view.queuedBytes = view.visitor.link().queuedBytes();
            // What is on its way to who has just come waits on purpose.
            view.budget.observe(view.hasWaiting() ? 0 : view.queuedBytes);
            if (view.line.isHopeless(view.queuedBytes)) {
                unwatch(view.visitor);
                view.visitor.link().end(
                        ErrorCode.SLOW_READER,
                        "What was sent has not been read for " + SlowReader.PATIENCE_SECONDS + " s.",
                        "Connect again, over a faster line if there is one.");
                continue;
            }
            sessionsByBudget[view.budget.current()]++;
            allBytes += view.queuedBytes;
            if (view.queuedBytes > worstBytes) {
                worstBytes = view.queuedBytes;
                worstHandle = view.visitor.handle();
            }
        }
        metrics.sessionsByBudget(sessionsByBudget);
        metrics.lines(allBytes, worstHandle, worstBytes);
    }

    /** What was told to these is not known any more. */
    private void endFaulty() {
        for (int i = views.size() - 1; i >= 0; i--) {
            View view = views.get(i);
            if (view.isGone()) {
                unwatch(view.visitor);
                view.visitor.link().end(
                        ErrorCode.INTERNAL, "A fault of the server's kept the world from being sent.",
                        "Connect again.");
            }
        }
    }
}
