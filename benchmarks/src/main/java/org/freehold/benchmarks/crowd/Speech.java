// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.crowd;

import io.netty.buffer.ByteBuf;

/**
 * What one visitor and a server say to each other once the WebSocket is open: one for each visitor, on the event loop. Bytes that
 * are handed over are valid during the call only.
 */
interface Speech {

    /** The WebSocket is open. */
    void opened();

    /** False when a text of this size is of no interest now: it is then passed over without being put together. */
    boolean wantsText(long bytes);

    /** A text, {@code bytes} from {@code from} to {@code to}. */
    void text(byte[] bytes, int from, int to, boolean compressed);

    /**
     * A binary message, counted pose by pose.
     *
     * @param nowNanos when it was read
     */
    void poses(byte[] bytes, int from, int to, long nowNanos);

    /** Says goodbye, if the server wants to hear it. */
    void leave();

    /** Writes the visitor's own pose with this number (see {@link PoseNumber}), without what WebSocket adds. */
    void writePose(ByteBuf out, int number);
}
