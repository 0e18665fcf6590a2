// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

/** A transport as {@link TickHandOver} knows it. */
interface TickOutput {

    /** Event loop, at the end of a tick: takes what waits. */
    void takeTick();

    /** The event loop is gone. */
    void ended();
}
