// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.keys;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the passphrase of a key comes from: a file, the variable {@code FREEHOLD_PASSPHRASE}, or whoever sits at the terminal. */
public final class PassphraseOption {
    private static final String VARIABLE = "FREEHOLD_PASSPHRASE";

    @Option(names = "--passphrase-file", paramLabel = "FILE",
            description = "The first line of this file is the passphrase of the portable key. Without it: the variable "
                    + VARIABLE + ", or a question at the terminal.")
    private @Nullable Path file;

    /**
     * That of a key that there is. Blocks.
     *
     * @throws IOException when there is none; the message says what to do
     */
    public char[] known() throws IOException {
        char[] given = given();
        return given == null ? ask("Passphrase: ") : given;
    }

    /** One for a new key: whoever is asked is asked twice. */
    char[] chosen() throws IOException {
        char[] given = given();
        if (given != null) {
            return given;
        }
        char[] first = ask("New passphrase: ");
        char[] second = ask("The same again: ");
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, ' ');
        if (!same) {
            throw new IOException("The two passphrases are not the same. Nothing was made; try again.");
        }
        return first;
    }

    private char @Nullable [] given() throws IOException {
        if (file != null) {
            String text = Files.readString(file);
            int end = text.indexOf('\n');
            return (end < 0 ? text : text.substring(0, end)).stripTrailing().toCharArray();
        }
        String variable = System.getenv(VARIABLE);
        return variable == null ? null : variable.toCharArray();
    }

    private static char[] ask(String question) throws IOException {
        // Since Java 22 there always is one; whether somebody sits at it is another question.
        Console console = Objects.requireNonNull(System.console());
        char[] answer = console.isTerminal() ? console.readPassword("%s", question) : null;
        if (answer == null) {
            throw new IOException("There is no terminal to ask for the passphrase. Use --passphrase-file or set "
                    + VARIABLE + ".");
        }
        return answer;
    }
}
