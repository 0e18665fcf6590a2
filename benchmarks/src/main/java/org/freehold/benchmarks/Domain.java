// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running domain: a server process with a data folder. Stopped when closed. */
final class Domain implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final String link;
    private final double startMillis;

    private Domain(Process process, String link, double startMillis) {
        this.process = process;
        this.link = link;
        this.startMillis = startMillis;
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
        long begin = System.nanoTime();
        Process process = program.builder(settings, whole.toArray(new String[0])).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.strip().startsWith("http://")) {
                double millis = (System.nanoTime() - begin) / 1e6;
                Thread.ofVirtual().start(() -> drain(output));
                return new Domain(process, line.strip(), millis);
            }
        }
        throw new IOException("the domain did not start:\n" + said);
    }

    /** Where visitors walk in. */
    String link() {
        return link;
    }

    /** Milliseconds from the start of the launcher to the link, which is printed when visitors are let in. */
    double startMillis() {
        return startMillis;
    }

    /** Resident memory now, MB. */
    double residentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        String kibibytes;
        if (Files.exists(status)) {
            kibibytes = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .findFirst()
                    .orElse("");
        } else {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
            kibibytes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
        return Long.parseLong(kibibytes.replaceAll("[^0-9]", "")) * 1024 / 1e6;
    }

    /** Seconds of processor time that it has used. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().map(used -> used.toNanos() / 1e9).orElse(Double.NaN);
    }

    /** Ends it as the loss of power would: nothing is tidied up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void drain(BufferedReader output) {
        try {
            while (output.readLine() != null) {
                // What else it says is not measured.
            }
        } catch (IOException e) {
            // It has ended.
            return;
        }
    }
}
