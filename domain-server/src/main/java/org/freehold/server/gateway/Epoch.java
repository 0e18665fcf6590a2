// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

/** Tells by a router's count of seconds whether it has lost its state since it was last heard (RFC 6887 section 8.5). One thread. */
final class Epoch {
    private static final double NANOS = 1e9;
    private static final double ROUNDING_SECONDS = 2;
    private static final double CLOCKS_DIFFER = 1.0 / 16;

    private boolean isHeard;
    private long epochBefore;
    private long nanosBefore;

    /** Takes note of what the router says now; false when its count does not go on from the one before. */
    boolean goesOn(long epoch, long nanos) {
        boolean goesOn = !isHeard || goesOn((double) (epoch - epochBefore), (nanos - nanosBefore) / NANOS);
        isHeard = true;
        epochBefore = epoch;
        nanosBefore = nanos;
        return goesOn;
    }

    private static boolean goesOn(double router, double here) {
        return router >= -1
                && here + ROUNDING_SECONDS >= router - router * CLOCKS_DIFFER
                && router + ROUNDING_SECONDS >= here - here * CLOCKS_DIFFER;
    }
}
