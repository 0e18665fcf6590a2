// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.freehold.server.wire.PoseMessageWriter;
import org.freehold.server.world.Mover;
import org.jspecify.annotations.Nullable;

/**
 * On the hot path of the world thread and its {@link Helpers}: what moves in one cube. Encoded once a tick for each level that somebody sees it at, and put
 * from there into the messages of all who do.
 */
final class PoseGroup {
    /** Whom a part of a chunk is about. */
    private enum Who {
        ALL,
        /** For whom the few bytes of someone far away say enough. */
        UPRIGHT,
        OTHERS
    }

    /** What moves, in the group that it is in now. */
    static final class Member {
        final Mover mover;
        /** Of the cubes it is sorted into: from how far it matters. */
        int gridLevel;

        @Nullable
        PoseGroup group;

        /** Kept by {@link PoseMembers}: where it is among all. */
        int position;

        private int index;

        Member(Mover mover) {
            this.mover = mover;
        }
    }

    private static final int NOT_EMPTY = -1;

    final Cube cube;
    /** Used by {@link NewInSight}: where the group has been seen, and in which detail. */
    long seenStamp;

    int seenDetail;
    private long emptySinceTick = NOT_EMPTY;
    private Member[] members = new Member[4];
    private int size;
    /** By thread and level: each encodes for itself what it needs, and waits for nobody. */
    private final @Nullable PoseChunk[] chunks;

    private final PoseChunk whole = new PoseChunk();
    private final int phase;

    /** @param workers by how many threads messages are assembled */
    PoseGroup(Cube cube, int workers) {
        this.cube = cube;
        this.chunks = new PoseChunk[workers * PoseLevel.COUNT];
        this.phase = (int) ((cube.key() * 0x9E37_79B9_7F4A_7C15L) >>> 59);
    }

    int size() {
        return size;
    }

    boolean isEmptySince(long tick) {
        return emptySinceTick != NOT_EMPTY && emptySinceTick <= tick;
    }

    void add(Member member) {
        if (size == members.length) {
            members = Arrays.copyOf(members, size * 2);
        }
        members[size] = member;
        member.index = size++;
        member.group = this;
        emptySinceTick = NOT_EMPTY;
    }

    void remove(Member member, long tick) {
        Member last = members[--size];
        members[member.index] = last;
        last.index = member.index;
        member.group = null;
        if (size == 0) {
            emptySinceTick = tick;
        }
    }

    /** Groups take turns: at each level it is this one's when tick and phase together are a multiple of the level's period. */
    int phase() {
        return phase;
    }

    boolean isTurn(int level, long tick) {
        return ((tick + phase) & (PoseLevel.period(level) - 1)) == 0;
    }

    /** What is due at this level and tick, encoded for this message's thread if it has not asked for it in this tick. */
    PoseChunk due(int level, long tick, PoseMessageBuilder message) {
        int index = message.worker() * PoseLevel.COUNT + level;
        PoseChunk chunk = chunks[index];
        if (chunk == null) {
            chunk = new PoseChunk();
            chunks[index] = chunk;
        }
        if (chunk.tick != tick) {
            chunk.tick = tick;
            encode(chunk, PoseLevel.detail(level), PoseLevel.period(level), tick, message.chunks);
        }
        return chunk;
    }

    /** All that is here, whether it moved or not; valid until it is called again. */
    PoseChunk whole(int detail, long tick, ByteBuf out) {
        encode(whole, detail, 0, tick, out);
        return whole;
    }

    /** @param period of 0: everything is due */
    private void encode(PoseChunk chunk, int detail, int period, long tick, ByteBuf out) {
        chunk.clear();
        if (detail == 0) {
            encode(chunk, Who.ALL, 0, period, tick, out);
        } else {
            encode(chunk, Who.UPRIGHT, 1, period, tick, out);
            encode(chunk, Who.OTHERS, 0, period, tick, out);
        }
    }

    private void encode(PoseChunk chunk, Who who, int detail, int period, long tick, ByteBuf out) {
        int start = out.writerIndex();
        int count = 0;
        int cell = 0;
        for (int i = 0; i < size; i++) {
            Mover mover = members[i].mover;
            if ((who != Who.ALL && mover.isUpright() != (who == Who.UPRIGHT)) || !isDue(mover, period, tick)) {
                continue;
            }
            int here = (detail << 30) | PoseMessageWriter.cell(mover.xSteps(), mover.ySteps(), mover.zSteps());
            if (count > 0 && (count == PoseMessageWriter.MAX_POSES || here != cell)) {
                chunk.add(cell, count, start, out.writerIndex());
                start = out.writerIndex();
                count = 0;
            }
            cell = here;
            count++;
            if (detail == 0) {
                mover.write(out, tick - period);
            } else {
                mover.writeFar(out);
            }
        }
        if (count > 0) {
            chunk.add(cell, count, start, out.writerIndex());
        }
    }

    /** True for what changed since the last turn, and for those of the others whose turn it is to be repeated. */
    boolean isDue(Mover mover, int period, long tick) {
        return period == 0
                || mover.changedAfter(tick - period)
                || (((tick + phase) / period + mover.handle()) & (PoseLevel.REPEAT_TICKS / period - 1)) == 0;
    }
}
