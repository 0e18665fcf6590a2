// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.freehold.server.entity.Quat;
import org.freehold.server.entity.Vec3;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.CellPoseWriter;
import org.freehold.server.world.Mover;

/**
 * On the hot path of the world thread: the poses of each cell, encoded once a tick and sent to all who see the cell. What did not
 * change is left out; everything is repeated once a second, spread over its ticks; who comes to see a cell gets all of it. A
 * visitor's own pose is in the frame that is shared: clients ignore their own handle.
 */
final class PoseCells {
    /** How far avatars are seen, metres; at least, for cells are sent whole. */
    static final double SIGHT_METRES = 100;

    /** A cell in which something is. */
    static final class Cell {
        private final long key;
        private final List<Mover> movers = new ArrayList<>();
        private final List<Mover> due = new ArrayList<>();
        private final List<View> watchers = new ArrayList<>();
        private final List<View> newcomers = new ArrayList<>();

        private Cell(long key) {
            this.key = key;
        }
    }

    private static final class MovingEntity {
        private final Mover mover;
        private long cell = Long.MIN_VALUE;

        private MovingEntity(Mover mover) {
            this.mover = mover;
        }
    }

    private final Map<Long, Cell> cells = new HashMap<>();
    private final Set<Mover> avatars = new LinkedHashSet<>();
    private final Map<Integer, MovingEntity> entitiesBySlot = new LinkedHashMap<>();
    private final List<Cell> newCells = new ArrayList<>();
    private final int tickHz;

    PoseCells(int tickHz) {
        this.tickHz = tickHz;
    }

    void add(Mover avatar) {
        avatars.add(avatar);
    }

    void remove(Mover avatar) {
        avatars.remove(avatar);
    }

    void addEntity(int slot, Mover mover) {
        entitiesBySlot.put(slot, new MovingEntity(mover));
    }

    void removeEntity(int slot) {
        entitiesBySlot.remove(slot);
    }

    void forget(View view) {
        for (Cell cell : view.watched) {
            cell.watchers.remove(view);
        }
        view.watched.clear();
    }

    void tick(long tick, long epochMillis, Collection<View> views) {
        sortIntoCells(tick);
        followFarThings(views);
        dropEmptyCells();
        for (View view : views) {
            long ownCell = view.visitor.avatar().cell();
            if (view.cellsChanged || ownCell != view.ownCell) {
                view.ownCell = ownCell;
                view.cellsChanged = false;
                lookAround(view);
            } else {
                for (Cell cell : newCells) {
                    watch(view, cell);
                }
            }
        }
        newCells.clear();
        for (Cell cell : cells.values()) {
            send(cell, tick, epochMillis);
        }
    }

    private void sortIntoCells(long tick) {
        for (Cell cell : cells.values()) {
            cell.movers.clear();
            cell.due.clear();
        }
        for (Mover avatar : avatars) {
            sort(avatar, avatar.cell(), tick);
        }
        for (MovingEntity entity : entitiesBySlot.values()) {
            sort(entity.mover, entity.mover.cell(), tick);
        }
    }

    private void sort(Mover mover, long key, long tick) {
        Cell cell = cells.get(key);
        if (cell == null) {
            cell = new Cell(key);
            cells.put(key, cell);
            newCells.add(cell);
        }
        cell.movers.add(mover);
        if (mover.changedAt(tick) || (tick + mover.handle()) % tickHz == 0) {
            cell.due.add(mover);
        }
    }

    private void followFarThings(Collection<View> views) {
        for (var entry : entitiesBySlot.entrySet()) {
            MovingEntity entity = entry.getValue();
            long cell = entity.mover.cell();
            if (cell != entity.cell) {
                entity.cell = cell;
                for (View view : views) {
                    view.cellsChanged |= view.sent.get(entry.getKey());
                }
            }
        }
    }

    private void dropEmptyCells() {
        cells.values().removeIf(cell -> {
            if (cell.movers.isEmpty()) {
                for (View view : cell.watchers) {
                    view.watched.remove(cell);
                }
                return true;
            }
            return false;
        });
    }

    private void lookAround(View view) {
        Set<Long> far = new HashSet<>();
        for (var entry : entitiesBySlot.entrySet()) {
            long key = entry.getValue().cell;
            if (view.sent.get(entry.getKey()) && !isNear(view.ownCell, key)) {
                far.add(key);
            }
        }
        view.farCells = far;
        for (Cell cell : cells.values()) {
            if (!watch(view, cell) && view.watched.remove(cell)) {
                cell.watchers.remove(view);
            }
        }
    }

    /** True when the view is to have the poses of this cell. */
    private static boolean watch(View view, Cell cell) {
        boolean sees = isNear(view.ownCell, cell.key) || view.farCells.contains(cell.key);
        if (sees && view.watched.add(cell)) {
            cell.newcomers.add(view);
        }
        return sees;
    }

    private static void send(Cell cell, long tick, long epochMillis) {
        if (!cell.due.isEmpty() && !cell.watchers.isEmpty()) {
            send(cell, cell.due, cell.watchers, tick, epochMillis);
        }
        if (!cell.newcomers.isEmpty()) {
            send(cell, cell.movers, cell.newcomers, tick, epochMillis);
            cell.watchers.addAll(cell.newcomers);
            cell.newcomers.clear();
        }
    }

    private static void send(Cell cell, List<Mover> movers, List<View> views, long tick, long epochMillis) {
        int size = CellPoseWriter.HEADER_BYTES + movers.size() * CellPoseWriter.MAX_POSE_BYTES;
        ByteBuf frame = ByteBufAllocator.DEFAULT.buffer(size);
        try {
            write(frame, cell.key, movers, tick, epochMillis);
            for (View view : views) {
                if (!view.line.skipsPoses()) {
                    view.visitor.link().sendNewest(frame.retainedDuplicate());
                }
            }
        } finally {
            frame.release();
        }
    }

    private static void write(ByteBuf frame, long key, List<Mover> movers, long tick, long epochMillis) {
        int start =
                CellPoseWriter.begin(frame, epochMillis, coordinate(key, 2), coordinate(key, 1), coordinate(key, 0));
        for (int i = 0; i < movers.size(); i++) {
            Mover mover = movers.get(i);
            // A jump is told once: repeated, it would keep others from smoothing.
            int flags = mover.changedAt(tick) ? mover.flags() : mover.flags() & ~AvatarPose.JUMPED;
            Vec3 position = mover.position();
            Quat rotation = mover.rotation();
            Vec3 velocity = mover.velocity();
            CellPoseWriter.pose(
                    frame,
                    mover.handle(),
                    flags,
                    position.x(),
                    position.y(),
                    position.z(),
                    rotation.x(),
                    rotation.y(),
                    rotation.z(),
                    rotation.w(),
                    velocity.x(),
                    velocity.y(),
                    velocity.z());
        }
        CellPoseWriter.end(frame, start, movers.size());
    }

    private static boolean isNear(long from, long to) {
        double squared = 0;
        for (int axis = 0; axis < 3; axis++) {
            int between = Math.max(0, Math.abs(coordinate(from, axis) - coordinate(to, axis)) - 1);
            squared += (double) between * between;
        }
        double cellsOfSight = SIGHT_METRES / CellPoseWriter.CELL_METRES;
        return squared < cellsOfSight * cellsOfSight;
    }

    private static int coordinate(long key, int axis) {
        return (short) (key >> (16 * axis));
    }
}
