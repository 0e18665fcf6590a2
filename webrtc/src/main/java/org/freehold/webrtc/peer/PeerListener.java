// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.peer;

import io.netty.buffer.ByteBuf;
import org.freehold.webrtc.datachannel.DataChannel;

/** What happens with a peer. Called on the event loop of its port, one at a time; must not block. */
public interface PeerListener {

    /** There is a secure path; the channels take messages. */
    void connected();

    /** A message; the buffer is valid during the call only. */
    void message(DataChannel channel, boolean binary, ByteBuf message);

    /** What waits on the channel is less than was asked for. */
    void bufferedAmountLow(DataChannel channel);

    /** A channel other than the two of {@link Peer} was closed by both; a new one with its number is there a moment later. */
    default void closed(DataChannel channel) {
        // Who has no use for such channels need not hear of it.
    }

    /** Packets have been taken or sent: whoever has more to send may see how much waits. */
    void progressed();

    /** It is gone. The last call. */
    void ended(PeerEnd why);
}
