// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoseReadingTest {
    private static final int RECEIVER = 0;
    private static final int SENDER = 1;
    private static final int SENDERS_HANDLE = 40_000;
    private static final int LATER_NANOS = 3_000_000;
    private static final String HEADER = "0100" + "00000010";
    private static final String CELL = "20080200";
    private static final String CELL_ABOVE = "20080600";
    private static final String FAR = "60080200" + "01" + "9c40" + "010203" + "04";

    private final Ground ground = Ground.plaza();
    private final Walkers walkers = new Walkers(ground, 3, 0.05);
    private final Tally tally = new Tally(walkers, ground);
    private final Stage stage = new Stage(walkers, tally);
    private final PoseReading reading = new PoseReading(RECEIVER, stage);

    PoseReadingTest() {
        stage.name(SENDER, SENDERS_HANDLE);
    }

    private static String pose(int number) {
        int y = Math.round(PoseNumber.heightMetres(number) * 2048);
        return CELL + "01" + "9c40" + "03" + "0000" + "%04x".formatted(y) + "0000" + "0000" + "0000";
    }

    private void read(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        reading.read(bytes, 0, bytes.length, LATER_NANOS);
    }

    private Counts counts() {
        return tally.counts(1, 1, 1);
    }

    @Test
    void findsWhoItIsAndHowOldThePoseIs() {
        walkers.step(SENDER, 2000, 1_000_000);

        read(HEADER + pose(2000));

        assertEquals(1, counts().useful());
        assertEquals(2, counts().medianMillis(), 0.1);
    }

    @Test
    void countsAPoseOnceHoweverOftenItComes() {
        read(HEADER + pose(7) + pose(7));
        read(HEADER + pose(7));
        read(HEADER + pose(8));

        assertEquals(2, counts().near());
    }

    @Test
    void countsNeitherOnesOwnPoseNorThoseOfStrangers() {
        stage.name(RECEIVER, SENDERS_HANDLE);
        read(HEADER + pose(7));
        stage.name(-1, SENDERS_HANDLE);
        read(HEADER + pose(8));

        assertEquals(0, counts().near());
        assertEquals(1, counts().others(), "the stranger's");
    }

    @Test
    void countsThingsApartFromPeople() {
        Things things = new Things(ground, 1, List.of(SENDER));
        things.name(0, SENDERS_HANDLE);
        stage.name(-1, SENDERS_HANDLE);
        stage.things(new ThingTally(things, walkers));
        walkers.step(things.builder(0), 2000, 1_000_000);

        read(HEADER + pose(2000) + pose(2000));

        ThingCounts counted = stage.things().counts(0);
        assertEquals(0, counts().near());
        assertEquals(1, counted.delivered());
        assertEquals(2, counted.medianMillis(), 0.1);
        // Each is a group of its own.
        assertEquals(pose(2000).length(), counted.bytes());
    }

    @Test
    void countsNobodyAboveTheCrowd() {
        read(HEADER + pose(7).replace(CELL, CELL_ABOVE));

        assertEquals(0, counts().near());
    }

    @Test
    void endsWhereADetailIsUnknown() {
        read(HEADER + FAR + "e0080200" + "01" + FAR);

        assertEquals(1, counts().far());
    }

    @Test
    void readsNoFurtherThanTheMessage() {
        byte[] whole = HexFormat.of().parseHex(HEADER + FAR + pose(7) + FAR);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = ByteBuffer.allocate(length).put(whole, 0, length).array();

            reading.read(part, 0, length, LATER_NANOS);
        }
        assertTrue(counts().near() <= 1);
    }

    /** What follows a pose is only found where its size was known. */
    @Test
    void knowsTheSizeOfEachPoseOfTheVectors() throws IOException {
        int farSeen = 0;
        int vectors = 0;
        for (JsonNode vector : vectors()) {
            if (vector.get("poses").isNull()) {
                continue;
            }
            for (JsonNode pose : vector.get("poses")) {
                int handle = pose.get("handle").asInt();
                farSeen += pose.get("detail").asInt() == 1 && stage.walkerOf(handle) == SENDER ? 1 : 0;
            }
            read(vector.get("message").textValue() + FAR);
            // What follows a detail that is not known is to be ignored.
            farSeen += vector.get("about").textValue().contains("not known") ? 0 : 1;
            vectors++;

            assertEquals(farSeen, counts().far(), vector.get("about").textValue());
        }
        assertTrue(vectors > 3);
    }

    private static JsonNode vectors() throws IOException {
        Path file = Path.of("docs", "vectors", "pose-messages.json");
        return new JsonMapper().readTree((Files.exists(file) ? file : Path.of("..").resolve(file)).toFile());
    }
}
