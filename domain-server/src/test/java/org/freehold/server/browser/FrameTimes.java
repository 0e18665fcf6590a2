// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How smoothly a page drew for a while. For the record, not for assertions: machines differ, and here a processor draws.
 *
 * @param people others in the domain
 * @param drawn others in the picture
 * @param frames how many were drawn
 * @param medianMs from one frame to the next, as {@code p95Ms}
 * @param sceneMs of a frame, how long the page's thread moved everything
 * @param drawMs of a frame, how long it handed everything to the graphics device
 */
record FrameTimes(int people, int drawn, int frames, double medianMs, double p95Ms, double sceneMs, double drawMs) {
    private static final Path RECORD = Path.of("target", "frame-times", "crowd.txt");
    private static final int FRAMES = 120;
    private static final int LONGEST_MS = 10_000;

    /** Watches the next frames of a page: {@value FRAMES} of them, or those of ten seconds. */
    static FrameTimes of(Visitor visitor) {
        visitor.read("""
                new Promise((done) => {
                  const gaps = (window.gaps = []);
                  let before;
                  const begin = performance.now();
                  const frame = (now) => {
                    if (before !== undefined) gaps.push(now - before);
                    before = now;
                    if (gaps.length < %d && now - begin < %d) requestAnimationFrame(frame);
                    else done(gaps.sort((a, b) => a - b) && null);
                  };
                  requestAnimationFrame(frame);
                })""".formatted(FRAMES, LONGEST_MS));
        return new FrameTimes(
                (int) visitor.number("freehold.people.length - 1"),
                (int) visitor.number("freehold.statistics.people"),
                (int) visitor.number("gaps.length"),
                visitor.number("gaps[Math.floor(gaps.length / 2)]"),
                visitor.number("gaps[Math.floor(gaps.length * 0.95)]"),
                visitor.number("freehold.statistics.sceneMs"),
                visitor.number("freehold.statistics.drawMs"));
    }

    /** Keeps them among the output of the build. */
    static void keep(List<FrameTimes> all) throws IOException {
        Files.createDirectories(RECORD.getParent());
        Files.write(RECORD, all.stream().map(FrameTimes::line).toList());
    }

    private String line() {
        return String.format(Locale.ROOT,
                "%d people, %d drawn: %d frames, median %.1f ms, p95 %.1f ms; of each, %.2f ms for the scene, %.2f ms for drawing",
                people, drawn, frames, medianMs, p95Ms, sceneMs, drawMs);
    }
}
