// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.freehold.server.wire.ServerMessage;

/** The last chat lines, for those whose connection broke meanwhile. Nothing is kept beyond that. Owned by the world thread. */
final class ChatLog {
    /** Longest line, code points. */
    static final int MAX_CODE_POINTS = 1000;

    private static final int KEPT_LINES = 500;

    private final ArrayDeque<ServerMessage.Line> lines = new ArrayDeque<>();
    private long lastId;

    long lastId() {
        return lastId;
    }

    /** What is wrong with this text, for people; empty when nothing is. */
    static Optional<String> problem(String text) {
        int length = text.codePointCount(0, text.length());
        if (text.isBlank()) {
            return Optional.of("text: empty (expected: 1 to " + MAX_CODE_POINTS + " characters)");
        }
        return length <= MAX_CODE_POINTS
                ? Optional.empty()
                : Optional.of("text: " + length + " characters (expected: 1 to " + MAX_CODE_POINTS + ")");
    }

    ServerMessage.Line say(Visitor speaker, String text, long epochMillis) {
        ServerMessage.Line line =
                new ServerMessage.Line(++lastId, epochMillis, speaker.handle(), speaker.name(), text);
        lines.add(line);
        if (lines.size() > KEPT_LINES) {
            lines.remove();
        }
        return line;
    }

    /** What was said from then on, milliseconds since 1970. */
    List<ServerMessage.Line> since(long epochMillis) {
        return lines.stream().filter(line -> line.timeMillis() >= epochMillis).toList();
    }

    /** What was said after the line {@code id}. */
    List<ServerMessage.Line> after(long id) {
        return lines.stream().filter(line -> line.id() > id).toList();
    }
}
