// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running domain: a server process with a data folder. Stopped when closed. */
final class Domain implements AutoCloseable {
    private final ListeningProcess process;

    private Domain(ListeningProcess process) {
        this.process = process;
    }

    /**
     * Starts a domain at any free port, and returns when it has printed its link.
     *
     * @param settings environment variables
     */
    static Domain start(Program program, Path data, Map<String, String> settings, String... arguments)
            throws IOException {
        List<String> whole = new ArrayList<>(List.of("run", "--data", data.toString(), "--port", "0"));
        whole.addAll(List.of(arguments));
        return new Domain(ListeningProcess.start(program.builder(settings, whole.toArray(new String[0]))));
    }

    ListeningProcess process() {
        return process;
    }

    /** Where visitors walk in. */
    String link() {
        return process.link();
    }

    /** Milliseconds from the start of the launcher to the link, which is printed when visitors are let in. */
    double startMillis() {
        return process.startMillis();
    }

    /** Resident memory now, MB. */
    double residentMegabytes() throws IOException {
        return ProcessFigures.residentBytes(process.pid()) / 1e6;
    }

    /** Most resident memory since {@link #forgetPeak}, or since the start where the system does not forget, MB. */
    double peakMegabytes() throws IOException {
        return ProcessFigures.peakBytes(process.pid()) / 1e6;
    }

    /** From now on {@link #peakMegabytes} is counted anew. */
    void forgetPeak() throws IOException {
        ProcessFigures.forgetPeak(process.pid());
    }

    /** Seconds of processor time that it has used. */
    double cpuSeconds() {
        return ProcessFigures.processorTime(process.pid()).seconds();
    }

    /** Ends it as the loss of power would: nothing is tidied up. */
    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
