// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.time.Duration;

/**
 * How much the store holds and how long it waits.
 *
 * @param queueEntries most entries that wait for the disk; more are refused
 * @param queueBytes most bytes of JSON that wait for the disk; more are refused, unless nothing else waits
 * @param probeInterval how long after a failed write the store tries again, and again
 * @param busyTimeout how long to wait for another program that is writing to the file
 */
public record StoreOptions(int queueEntries, long queueBytes, Duration probeInterval, Duration busyTimeout) {

    public static final StoreOptions DEFAULT =
            new StoreOptions(65_536, 64L * 1024 * 1024, Duration.ofSeconds(3), Duration.ofSeconds(2));

    public StoreOptions {
        if (queueEntries < 1 || queueBytes < 1) {
            throw new IllegalArgumentException(
                    "queue: " + queueEntries + " entries, " + queueBytes + " bytes (expected: at least 1 of each)");
        }
    }
}
