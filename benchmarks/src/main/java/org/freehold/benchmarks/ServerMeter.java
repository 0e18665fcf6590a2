// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import org.freehold.benchmarks.crowd.Counts;
import org.jspecify.annotations.Nullable;

/** Measures what a server uses between two moments. For one thread. */
final class ServerMeter implements AutoCloseable {
    private final @Nullable Long pid;
    private final @Nullable JavaFigures java;
    private ProcessFigures.ProcessorTime before = new ProcessFigures.ProcessorTime(Double.NaN, Double.NaN);
    private double allocatedBefore = Double.NaN;

    private ServerMeter(@Nullable Long pid, @Nullable JavaFigures java) {
        this.pid = pid;
        this.java = java;
    }

    /** Measures this process; nothing when it is not known. */
    static ServerMeter of(@Nullable Long pid) {
        return new ServerMeter(pid, pid == null ? null : JavaFigures.of(pid));
    }

    double residentBytes() throws IOException {
        return pid == null ? Double.NaN : ProcessFigures.residentBytes(pid);
    }

    /** For how long the compilers of its Java have worked so far, milliseconds; NaN when that is not known. */
    double compiledMillis() {
        return java == null ? Double.NaN : java.compiledMillis();
    }

    /** The first moment. */
    void begin() {
        if (pid != null && java != null) {
            allocatedBefore = java.bytes();
            before = ProcessFigures.processorTime(pid);
        }
    }

    /** The second moment: what was used since {@link #begin}. */
    CrowdResult result(int people, Counts counts, double residentBytesBefore) throws IOException {
        if (pid == null || java == null) {
            return new CrowdResult(
                    people, counts, Double.NaN, Double.NaN, Double.NaN, Double.NaN, residentBytesBefore);
        }
        ProcessFigures.ProcessorTime used = ProcessFigures.processorTime(pid).since(before);
        return new CrowdResult(
                people, counts, used.seconds(), used.user(), java.bytes() - allocatedBefore, residentBytes(),
                residentBytesBefore);
    }

    @Override
    public void close() throws IOException {
        if (java != null) {
            java.close();
        }
    }
}
