// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;
import org.freehold.server.worldfile.WorldFileException.Code;

/** Says in words for people why a stream could not be read as JSON. */
final class Unreadable {
    private static final int SHOWN = 160;

    private Unreadable() {}

    static WorldFileException explain(IOException e) {
        return switch (e) {
            case StreamConstraintsException large -> new WorldFileException(
                    Code.TOO_LARGE, where(large) + ": larger or more deeply nested than any world: " + what(large)
                            + "; export the world again",
                    e);
            case JsonEOFException end -> truncated(where(end), end);
            case JsonProcessingException damaged -> new WorldFileException(
                    Code.NOT_JSON, where(damaged) + ": not JSON: " + what(damaged)
                            + "; mend that place, or export the world again",
                    e);
            case WorldInput.TooLongException large -> new WorldFileException(
                    Code.TOO_LARGE, "the file is " + what(large) + " when unpacked; split the world", e);
            case EOFException end -> truncated("the packed file", end);
            case ZipException damaged -> new WorldFileException(
                    Code.DAMAGED_GZIP, "the packed file is damaged: " + what(damaged) + "; fetch it again", e);
            case CharConversionException binary -> new WorldFileException(
                    Code.NOT_JSON, "not JSON: " + what(binary) + "; choose another file", e);
            default -> new WorldFileException(Code.UNREADABLE, "the file cannot be read: " + what(e), e);
        };
    }

    private static WorldFileException truncated(String where, IOException end) {
        return new WorldFileException(
                Code.TRUNCATED, where + ": the file ends too early; fetch it again, or take a backup", end);
    }

    private static String where(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null
                ? "the file"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String what(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        String line = message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
