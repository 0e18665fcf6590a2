// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.interest;

/**
 * How many bytes of entities a visitor is given in one tick: wide open at arrival, wider while the line takes it, narrower when
 * it does not. Owned by the world thread.
 */
final class SendWindow {
    static final int START_BYTES = 512 << 10;
    static final int MAX_BYTES = 1 << 20;
    static final int MIN_BYTES = 32 << 10;

    private int window = START_BYTES;
    private int used;

    /**
     * What may be sent in this tick, bytes; may be overrun by one entity.
     *
     * @param queuedBytes what the network has not taken yet
     */
    int allowance(long queuedBytes) {
        if (queuedBytes > window / 2) {
            window = Math.max(MIN_BYTES, window / 2);
        } else if (used > window / 2) {
            window = Math.min(MAX_BYTES, window * 2);
        }
        used = 0;
        return (int) Math.max(0, window - queuedBytes);
    }

    /** So much of the allowance was used; adds up. */
    void used(int bytes) {
        used += bytes;
    }
}
