// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.datachannel;

import io.netty.buffer.ByteBuf;
import org.freehold.webrtc.sctp.EndReason;

/**
 * What happens on an association and its channels. Called from inside {@link DataChannels#receive}, {@link DataChannels#timeout} and
 * {@link DataChannels#abort}, on their thread; it may send, open and close channels, and end the association.
 */
public interface ChannelListener {

    /** The association stands. Channels opened before are on their way; what was sent on them is, too. */
    void connected();

    /** The peer opened this channel, or confirmed one that was opened here: before this, sending on it already works. */
    void opened(DataChannel channel);

    /**
     * A whole message has come.
     *
     * @param message a view that is valid only until this returns, between its reader and writer index; never released by the listener.
     *        Copy what is to stay
     */
    void message(DataChannel channel, boolean binary, ByteBuf message);

    /** {@link DataChannel#bufferedAmount} has fallen to the channel's threshold, or below, from above it. */
    void bufferedAmountLow(DataChannel channel);

    /** The channel is closed on both sides, by either; its number may be used again. Not called for each when the association ends. */
    void closed(DataChannel channel);

    /** The association is over, and with it every channel: the last call. Not called for one's own {@link DataChannels#abort}. */
    void ended(EndReason reason);
}
