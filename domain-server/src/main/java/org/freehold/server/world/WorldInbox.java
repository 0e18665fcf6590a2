// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

/** The way into the world: bounded, any thread, never blocks. */
public interface WorldInbox {

    /**
     * Queues a command for the next tick.
     *
     * @return false when the queue is full: the command was not taken, and its sender is to be refused
     */
    boolean offer(Command command);
}
