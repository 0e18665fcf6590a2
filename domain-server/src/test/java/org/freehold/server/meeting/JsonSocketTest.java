// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a rendezvous may say, which may be anything. */
final class JsonSocketTest {
    private static final URI ADDRESS = URI.create("wss://meet.example/rendezvous/host");

    @Test
    void waitIsNeverNegativeAndNeverLongerThanAnHour() {
        assertEquals(30, closedWith(close().put("retryAfterSeconds", 30)).retryAfterSeconds());
        assertEquals(0, closedWith(close().put("retryAfterSeconds", -1)).retryAfterSeconds());
        assertEquals(3600, closedWith(close().put("retryAfterSeconds", 2_000_000_000)).retryAfterSeconds());
        assertEquals(0, closedWith(close().putNull("retryAfterSeconds")).retryAfterSeconds());
    }

    @Test
    void wordsOfARendezvousCannotSteerATerminalNorFillALog() {
        MeetingFault fault = closedWith(close().put("code", "\u001b[2J" + "c".repeat(1000))
                .put("message", "\u001b]0;owned\u0007\nINFO all is well " + "m".repeat(20_000))
                .put("do", "\u202Enothing" + "d".repeat(10_000)));
        String all = fault.code() + fault.sentence();
        assertTrue(all.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0x202E), all);
        assertTrue(all.length() < 700, all.length() + " characters");
    }

    private static ObjectNode close() {
        return PlainLine.message("close").put("code", "busy").put("message", "Too many.").put("do", "Wait.");
    }

    private static MeetingFault closedWith(ObjectNode close) {
        return assertThrows(MeetingFault.class, () -> JsonSocket.parse(close.toString(), ADDRESS));
    }
}
