// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.sctp;

import io.netty.buffer.ByteBuf;

/** What happens on an association; called from inside its methods, on their thread. */
public interface AssociationListener {

    /** The handshake is done. */
    void connected();

    /**
     * A whole message has come.
     *
     * @param stream less than {@link Limits#streams}
     * @param protocolId says what the bytes are; any number of 32 bits
     * @param message a view that is valid only until this returns, between its reader and writer index; not to be released
     */
    void message(int stream, int protocolId, ByteBuf message);

    /** Bytes that waited on this stream were sent or given up. */
    void sent(int stream);

    /** The peer has begun its side of a stream anew: everything that it sent there before has come. */
    void incomingReset(int stream);

    /** The peer knows that this side of a stream begins anew, as {@link Association#reset} asked. */
    void outgoingReset(int stream);

    /** The association is over: the last call. */
    void ended(EndReason reason);
}
