// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.freehold.server.metrics.StreamMetrics;
import org.freehold.server.wire.PoseMessageWriter;
import org.freehold.server.wire.WebSocketHeader;
import org.freehold.server.world.Mover;

/**
 * On the hot path, one for each thread that assembles messages: puts chunks of poses, each encoded once a tick, together. Copying a chunk of a few hundred
 * bytes costs less than a buffer of its own in each session's gathering write, and one message is one write. Its two buffers
 * are used again and again.
 */
final class PoseMessageBuilder {
    private static final int NO_GROUP = -1;

    /** What was encoded in this tick. */
    final ByteBuf chunks = Unpooled.buffer(1 << 16);

    private final int worker;
    private final ByteBuf message = Unpooled.buffer(1 << 16);
    private int group = NO_GROUP;
    private int groupCell;
    private int groupCount;
    private int nearPoses;
    private int farPoses;
    private int farBytes;

    /** @param worker number of the thread that uses it, see {@link Helpers.Work#doPart} */
    PoseMessageBuilder(int worker) {
        this.worker = worker;
    }

    /** Number of the thread that uses it, from 0. */
    int worker() {
        return worker;
    }

    /** Another tick: what was encoded before is not needed any more. */
    void startTick() {
        chunks.clear();
    }

    /** Starts a message. */
    void start(long timeMillis) {
        message.clear();
        PoseMessageWriter.begin(message, timeMillis);
        group = NO_GROUP;
        nearPoses = 0;
        farPoses = 0;
        farBytes = 0;
    }

    void add(PoseChunk chunk) {
        for (int piece = 0; piece < chunk.size(); piece++) {
            int cell = chunk.cellAndDetail(piece);
            int count = chunk.count(piece);
            join(cell, count);
            int bytes = chunk.end(piece) - chunk.start(piece);
            copy(chunk.start(piece), bytes);
            if (cell >>> 30 == 0) {
                nearPoses += count;
            } else {
                farPoses += count;
                farBytes += bytes;
            }
        }
    }

    /** Adds all there is of one who moves; a jump at this tick is told. */
    void add(Mover mover, long tick) {
        int cell = PoseMessageWriter.cell(mover.xSteps(), mover.ySteps(), mover.zSteps());
        join(cell, 1);
        mover.write(message, tick - 1);
        nearPoses++;
    }

    /** So many poses follow, of this cell and detail. */
    private void join(int cell, int count) {
        if (group == NO_GROUP || cell != groupCell || groupCount + count > PoseMessageWriter.MAX_POSES) {
            group = message.writerIndex();
            groupCell = cell;
            groupCount = 0;
            PoseMessageWriter.group(message, cell >>> 30, cell & 0x3fff_ffff, count);
        }
        groupCount += count;
        PoseMessageWriter.recount(message, group, groupCount);
    }

    /** A piece is a few dozen bytes long, too little for what a buffer checks first. */
    private void copy(int start, int bytes) {
        message.ensureWritable(bytes);
        int at = message.writerIndex();
        System.arraycopy(chunks.array(), start, message.array(), at, bytes);
        message.writerIndex(at + bytes);
    }

    boolean isEmpty() {
        return group == NO_GROUP;
    }

    /** Counts this message, which is {@code frame} now, as given to so many sessions. */
    void count(ByteBuf frame, int sessions, StreamMetrics metrics) {
        metrics.poses(nearPoses, farPoses, frame.readableBytes(), farBytes, sessions);
    }

    /** The message as a WebSocket frame; the caller's to send and release. */
    ByteBuf frame() {
        int size = message.readableBytes();
        ByteBuf frame = ByteBufAllocator.DEFAULT.directBuffer(WebSocketHeader.MAX_BYTES + size);
        frame.setIndex(WebSocketHeader.MAX_BYTES, WebSocketHeader.MAX_BYTES);
        frame.writeBytes(message, 0, size);
        WebSocketHeader.prepend(frame);
        return frame;
    }
}
