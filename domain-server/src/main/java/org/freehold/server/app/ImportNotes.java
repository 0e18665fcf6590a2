// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.freehold.server.worldfile.ImportReport;

/** Tells a person what an import could not take over as it was: in short on the screen, in full in a file. */
final class ImportNotes {
    private static final String FILE = "import-report.txt";
    private static final int MAX_SHOWN_FAULTS = 10;

    private ImportNotes() {}

    static void tell(PrintWriter out, DataDirectory data, NewWorld file, ImportReport report) {
        report.summaryLines().forEach(out::println);
        if (report.faultCount() > 0) {
            report.faults().stream().limit(MAX_SHOWN_FAULTS).forEach(fault -> out.println("  " + fault.line()));
            out.println(report.faults().size() > MAX_SHOWN_FAULTS
                    ? "All of them are in " + write(data, file, report)
                    : "They are kept in " + write(data, file, report));
        }
        out.flush();
    }

    private static Path write(DataDirectory data, NewWorld file, ImportReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(file.name());
        lines.addAll(report.summaryLines());
        lines.add("");
        report.faults().forEach(fault -> lines.add(fault.line()));
        int untold = report.faultCount() - report.faults().size();
        if (untold > 0) {
            lines.add("and " + untold + " more, which are only counted");
        }
        Path path = data.root().resolve(FILE);
        try {
            Files.write(path, lines);
            return path;
        } catch (IOException e) {
            throw new Failure(path + " can't be written (" + e + "). The data folder must be writable and have room.",
                    e);
        }
    }
}
