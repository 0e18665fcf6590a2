// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

import java.io.PrintWriter;
import java.util.List;

/** Runs a command in this process, for the tests of other packages. */
public final class FreeholdLine {

    private FreeholdLine() {}

    /** The exit code. */
    public static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
        return Main.commandLine().setOut(out).setErr(err).execute(arguments.toArray(String[]::new));
    }
}
