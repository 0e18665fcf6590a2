// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.MessageReader;
import org.freehold.server.wire.MessageWriter;
import org.freehold.server.wire.PoseCodec;
import org.freehold.server.wire.PoseMessageWriter;
import org.freehold.server.wire.QuantisedPose;
import org.freehold.server.wire.ServerMessage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Messages and frames, to and from bytes. */
@State(Scope.Thread)
public class CodecBenchmark {
    private static final int POSES = 100;

    private final QuantisedPose read = new QuantisedPose();
    private static final int ENTITIES = 100;

    private final ByteBuf edit = Unpooled.copiedBuffer(
            """
                    {"type":"edit","ref":7,"id":"{3c3f7a2e-8b1d-4a58-9d55-0a4f6a7c1b2d}","properties":{"position":{"x":1.25,"y":0.5,\
                    "z":-3.75},"color":{"red":200,"green":120,"blue":40}}}""",
            StandardCharsets.UTF_8);
    private final ServerMessage entities = new ServerMessage.Entities(
            Collections.nCopies(ENTITIES, EntityBenchmark.JSON.getBytes(StandardCharsets.UTF_8)),
            List.of(), List.of(), List.of(), List.of(), List.of());
    private final ByteBuf pose = Unpooled.buffer();
    private final ByteBuf out = Unpooled.directBuffer(1 << 17);

    /** A pose of somebody who walks. */
    public CodecBenchmark() {
        PoseCodec.writeAvatarPose(new AvatarPose(
                AvatarPose.UPRIGHT | AvatarPose.VELOCITY, 7, 1, 2, 3, 0, 0.7071068f, 0, 0.7071068f, 1, 0,
                1),
                pose);
    }

    /** Gives the buffers back. */
    @TearDown
    public void release() {
        edit.release();
        pose.release();
        out.release();
    }

    /** An edit of two properties, as a builder sends it. */
    @Benchmark
    public MessageReader.Result readEdit() {
        return MessageReader.read(edit);
    }

    /** A hundred entities on their way to one visitor. */
    @Benchmark
    public int writeHundredEntities() {
        out.clear();
        MessageWriter.write(entities, out);
        return out.writerIndex();
    }

    /** The pose that an avatar sends. */
    @Benchmark
    public boolean readPose() {
        return PoseCodec.read(pose, read);
    }

    /** The part of a message about a hundred people who walk in one cell. */
    @Benchmark
    public int writeHundredPoses() {
        out.clear();
        PoseMessageWriter.group(out, 0, PoseMessageWriter.cell(0, 0, 0), POSES);
        for (int i = 0; i < POSES; i++) {
            PoseMessageWriter.pose(
                    out, i + 1, AvatarPose.UPRIGHT | AvatarPose.VELOCITY, 600 * i, 2048, 60_000 - 600 * i, 0x8000,
                    0x4010, read);
        }
        return out.writerIndex();
    }
}
