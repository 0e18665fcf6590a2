// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server process that lets visitors in. Stopped when closed. */
final class ListeningProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final String link;
    private final double startMillis;
    private final AtomicInteger complaints = new AtomicInteger();

    private ListeningProcess(Process process, String link, double startMillis) {
        this.process = process;
        this.link = link;
        this.startMillis = startMillis;
    }

    /** Starts a process, and returns when it has printed its link. */
    static ListeningProcess start(ProcessBuilder builder) throws IOException {
        long begin = System.nanoTime();
        Process process = builder.redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.strip().startsWith("http://") || line.strip().startsWith("https://")) {
                double millis = (System.nanoTime() - begin) / 1e6;
                ListeningProcess started = new ListeningProcess(process, line.strip(), millis);
                Thread.ofVirtual().start(() -> started.listen(output));
                return started;
            }
        }
        throw new IOException("the server did not start:\n" + said);
    }

    /** Where visitors walk in. */
    String link() {
        return link;
    }

    /** Milliseconds from the start of the launcher to the link, which is printed when visitors are let in. */
    double startMillis() {
        return startMillis;
    }

    /** Lines so far that tell of an error, or of a buffer that was forgotten. */
    int complaints() {
        return complaints.get();
    }

    long pid() {
        return process.pid();
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

    private void listen(BufferedReader output) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                // What else it says is not measured.
                if (line.contains("LEAK") || line.contains(" ERROR ")) {
                    complaints.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // It has ended.
            return;
        }
    }
}
