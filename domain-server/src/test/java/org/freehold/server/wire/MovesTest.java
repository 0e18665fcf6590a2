// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MovesTest {
    private static final Moves TWO = new Moves(
            65_535, new int[] {1, 65_535}, new float[] {1, 2, 3, -16_384, 0, 16_384}, new int[] {0xe0080200, 7});

    @Test
    void isReadAsItWasWritten() {
        Moves read = Objects.requireNonNull(Moves.read(written(TWO)));
        assertEquals(65_535, read.sequence());
        assertArrayEquals(TWO.handles(), read.handles());
        assertArrayEquals(TWO.positions(), read.positions());
        assertArrayEquals(TWO.rotations(), read.rotations());
    }

    @Test
    void isReadAndWrittenAsInTheGoldenVectors() throws IOException {
        for (JsonNode vector : Vectors.read("client-moves.json")) {
            String about = vector.path("about").textValue();
            ByteBuf frame = Vectors.bytes(vector, "frame");
            Moves read = Moves.read(frame);
            if (vector.get("moves").isNull()) {
                assertNull(read, about);
                continue;
            }
            Moves meant = moves(vector.get("moves"));
            assertEquals(frame, written(meant), about);
            assertNotNull(read, about);
            assertEquals(frame, written(read), about);
            assertEquals(meant.sequence(), read.sequence(), about);
            assertArrayEquals(meant.positions(), read.positions(), about);
        }
    }

    @Test
    void asManyAsAreAllowedFitIntoAFrame() {
        int count = Moves.MAX_COUNT;
        Moves many = new Moves(1, new int[count], new float[3 * count], new int[count]);
        ByteBuf frame = written(many);
        assertEquals(count, Objects.requireNonNull(Moves.read(frame)).count());
        assertTrue(frame.readableBytes() <= 2048);
        assertNull(Moves.read(written(new Moves(1, new int[count + 1], new float[3 * count + 3], new int[count + 1]))));
    }

    @Test
    void ignoresWhatIsNotWholeNotFiniteOrOutOfTheWorld() {
        ByteBuf frame = written(TWO);
        assertNull(Moves.read(frame.slice(0, frame.readableBytes() - 1)));
        assertNull(Moves.read(Unpooled.buffer().writeBytes(frame.duplicate()).writeByte(0)));
        assertNull(Moves.read(Unpooled.EMPTY_BUFFER));
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 16_384.01f}) {
            assertNull(Moves.read(written(
                    new Moves(1, new int[] {1}, new float[] {0, bad, 0}, new int[] {0}))));
        }
    }

    @Test
    void mutatedFramesAreReadOrIgnored() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            ByteBuf frame = written(TWO);
            frame.setByte(random.nextInt(frame.readableBytes()), random.nextInt());
            frame.writerIndex(frame.writerIndex() - random.nextInt(2));
            Moves read = Moves.read(frame);
            if (read != null) {
                assertEquals(2, read.count());
            }
        }
    }

    /** What a golden vector means. */
    private static Moves moves(JsonNode vector) {
        JsonNode things = vector.get("things");
        Moves moves = new Moves(
                vector.get("sequence").intValue(), new int[things.size()], new float[3 * things.size()],
                new int[things.size()]);
        for (int i = 0; i < things.size(); i++) {
            JsonNode thing = things.get(i);
            JsonNode rotation = thing.get("rotation");
            moves.handles()[i] = thing.get("handle").intValue();
            for (int axis = 0; axis < 3; axis++) {
                moves.positions()[3 * i + axis] = thing.get("position").get(axis).floatValue();
            }
            moves.rotations()[i] = RotationCodec.toSmallestThree(
                    rotation.get(0).doubleValue(), rotation.get(1).doubleValue(), rotation.get(2).doubleValue(),
                    rotation.get(3).doubleValue());
        }
        return moves;
    }

    private static ByteBuf written(Moves moves) {
        ByteBuf frame = Unpooled.buffer();
        moves.write(frame);
        return frame;
    }
}
