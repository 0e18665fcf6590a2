// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import io.netty.buffer.ByteBuf;
import org.freehold.benchmarks.floor.FloorPose;

/** Speaks to the floor: whoever opens a WebSocket is in, and says a pose of 28 bytes that others receive as it is. */
final class FloorSpeech implements Speech {
    private final Client client;
    private final Stage stage;

    FloorSpeech(Client client, Stage stage) {
        this.client = client;
        this.stage = stage;
    }

    @Override
    public void opened() {
        client.letIn();
    }

    @Override
    public boolean wantsText(long bytes) {
        return false;
    }

    @Override
    public void text(byte[] bytes, int from, int to, boolean compressed) {
        // It sends none.
    }

    @Override
    public void poses(byte[] bytes, int from, int to, long nowNanos) {
        Tally tally = stage.tally();
        int people = stage.walkers().count();
        for (int pose = from; pose < to; pose += FloorPose.BYTES) {
            int sender = (bytes[pose] & 0xff) << 24 | (bytes[pose + 1] & 0xff) << 16 | (bytes[pose + 2] & 0xff) << 8
                    | (bytes[pose + 3] & 0xff);
            int stamp = pose + FloorPose.STAMP_OFFSET;
            int number = (bytes[stamp] & 0xff) << 8 | (bytes[stamp + 1] & 0xff);
            if (sender >= 0 && sender < people && number < PoseNumber.COUNT) {
                tally.near(client.number(), sender, number, nowNanos);
            }
        }
    }

    @Override
    public void leave() {
        // Whoever is gone is gone.
    }

    @Override
    public void writePose(ByteBuf out, int number) {
        Walkers walkers = stage.walkers();
        int walker = client.number();
        FloorPose.write(out, walker, walkers.x(walker), PoseNumber.heightMetres(number), walkers.z(walker),
                (float) walkers.headingRadians(walker), 0, 0, number);
    }
}
