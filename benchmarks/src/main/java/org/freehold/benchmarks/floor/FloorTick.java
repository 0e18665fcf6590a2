// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.floor;

/** Tells everybody what happened since the last one. On the event loop. */
interface FloorTick {
    void run();
}
