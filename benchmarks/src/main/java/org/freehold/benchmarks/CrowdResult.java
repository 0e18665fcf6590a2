// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import org.freehold.benchmarks.crowd.Counts;

/**
 * One run of a crowd at a server. What could not be measured is NaN.
 *
 * @param cpuSeconds processor time of the server
 * @param user share of it outside the kernel, 0 to 1
 * @param allocatedBytes by the server
 * @param residentBytes of the server at the end
 * @param residentBytesBefore of the server, before anybody came
 */
record CrowdResult(
        int people,
        Counts counts,
        double cpuSeconds,
        double user,
        double allocatedBytes,
        double residentBytes,
        double residentBytesBefore) {

    private static final double MILLION = 1e6;

    /** Processor time for a million poses that were of use, seconds. */
    double cpuPerMillionUseful() {
        return cpuSeconds / counts.useful() * MILLION;
    }

    /** Processor time for a million poses, seconds. */
    double cpuPerMillion() {
        return cpuSeconds / counts.delivered() * MILLION;
    }

    /** Share of a core, 0 to 1. */
    double core() {
        return cpuSeconds / counts.seconds();
    }

    double bytesPerUseful() {
        return (double) counts.bytes() / counts.useful();
    }

    double bytesPerPose() {
        return (double) counts.bytes() / counts.delivered();
    }

    double far() {
        return (double) counts.far() / counts.delivered();
    }

    double allocatedPerPose() {
        return allocatedBytes / counts.delivered();
    }

    double residentPerVisitor() {
        return (residentBytes - residentBytesBefore) / people;
    }
}
