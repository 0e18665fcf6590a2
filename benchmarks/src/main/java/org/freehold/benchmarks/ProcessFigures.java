// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the system says of a process. */
final class ProcessFigures {
    /** Linux counts in hundredths of a second for programs, whatever it does within. */
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private ProcessFigures() {}

    /**
     * Processor time used so far.
     *
     * @param user share of it outside the kernel, 0 to 1; NaN where the system does not tell
     */
    record ProcessorTime(double seconds, double user) {

        /** What was used since then. */
        ProcessorTime since(ProcessorTime before) {
            // Less is not told apart.
            double used = Math.max(seconds - before.seconds, 1 / TICKS_PER_SECOND);
            return new ProcessorTime(used, (seconds * user - before.seconds * before.user) / used);
        }
    }

    /** Processor time of a process so far; NaN when there is none. */
    static ProcessorTime processorTime(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            // The name of the program, in brackets, may hold spaces (proc_pid_stat(5)).
            String line = Files.readString(stat);
            List<String> fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
            double user = Long.parseLong(fields.get(USER)) / TICKS_PER_SECOND;
            double system = Long.parseLong(fields.get(SYSTEM)) / TICKS_PER_SECOND;
            return new ProcessorTime(user + system, user / (user + system));
        } catch (IOException e) {
            double seconds = ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(used -> used.toNanos() / 1e9)
                    .orElse(Double.NaN);
            return new ProcessorTime(seconds, Double.NaN);
        }
    }

    /** Resident memory of a process now. */
    static long residentBytes(long pid) throws IOException {
        return bytes(pid, "VmRSS");
    }

    /** Most resident memory of a process until now; elsewhere than on Linux that of now. */
    static long peakBytes(long pid) throws IOException {
        return bytes(pid, "VmHWM");
    }

    /** Lets Linux count the peak anew (proc(5), clear_refs). */
    static void forgetPeak(long pid) throws IOException {
        Path forget = Path.of("/proc", Long.toString(pid), "clear_refs");
        if (Files.isWritable(forget)) {
            Files.writeString(forget, "5");
        }
    }

    private static long bytes(long pid, String what) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        String kibibytes;
        if (Files.exists(status)) {
            kibibytes = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(what))
                    .findFirst()
                    .orElse("");
        } else {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
        return Long.parseLong(kibibytes.replaceAll("[^0-9]", "")) * 1024;
    }
}
