// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RendezvousUrlTest {

    @Test
    void readsWhatCanBeSpokenTo() {
        assertEquals("https://meet.example", RendezvousUrl.parse(" https://Meet.example:443/ ").origin());
        assertEquals("http://[2001:db8::1]:4080", RendezvousUrl.parse("http://[2001:db8::1]:4080").origin());
        assertEquals("[2001:db8::1]", RendezvousUrl.parse("http://[2001:db8::1]:4080").host());
    }

    @Test
    void refusesWhatTheHttpClientWouldChokeOn() {
        for (String wrong : List.of(
                "https://[::::]", "https://my_meet.example", "https://a..b", "https://meet.example:99999",
                "https://meet.example:0", "meet.example", "ftp://meet.example")) {
            assertThrows(IllegalArgumentException.class, () -> RendezvousUrl.parse(wrong), wrong);
        }
    }
}
