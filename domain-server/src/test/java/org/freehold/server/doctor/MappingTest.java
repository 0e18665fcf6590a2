// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.freehold.server.doctor.Observations.Reply;
import org.freehold.server.doctor.Observations.Sight;
import org.freehold.server.stun.StunMessage.Change;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sights are written {@code SERVER:PORT=SEEN}; a, b are servers, and the machine is at 192.168.1.10:4080. */
final class MappingTest {
    private static final InetAddress LOCAL = InetAddress.ofLiteral("192.168.1.10");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
            "a:1=none b:1=none, UNKNOWN",
            "a:1=198.51.100.2:5, UNKNOWN",
            "a:1=192.168.1.10:4080, NONE",
            "a:1=192.168.1.10:4081 a:2=192.168.1.10:4081, NOT_BY_PORT",
            "a:1=198.51.100.2:5 a:2=198.51.100.2:5, NOT_BY_PORT",
            "a:1=198.51.100.2:5 b:1=198.51.100.2:5, ENDPOINT_INDEPENDENT",
            "a:1=198.51.100.2:5 a:2=none b:1=198.51.100.2:5, ENDPOINT_INDEPENDENT",
            "a:1=198.51.100.2:5 a:2=198.51.100.2:5 b:1=198.51.100.2:6, ADDRESS_DEPENDENT",
            "a:1=198.51.100.2:5 a:2=198.51.100.2:5 b:1=198.51.100.3:5, ADDRESS_DEPENDENT",
            "a:1=198.51.100.2:5 a:2=198.51.100.2:6, ADDRESS_AND_PORT_DEPENDENT",
            "a:1=198.51.100.2:5 b:1=198.51.100.2:6, ADDRESS_AND_PORT_DEPENDENT"
    })
    void tellsTheMappingByWhatServersSaw(String sights, Mapping expected) {
        assertEquals(expected, Mapping.of(LOCAL, sights(sights)));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
            "'', UNKNOWN",
            "port-, ADDRESS_AND_PORT_DEPENDENT",
            "port+, NOT_BY_PORT",
            "both- port-, ADDRESS_AND_PORT_DEPENDENT",
            "both- port+, ADDRESS_DEPENDENT",
            "both+ port+, ENDPOINT_INDEPENDENT",
            "both-, UNKNOWN"
    })
    void tellsTheFilteringByWhichAnswersCame(String replies, Filtering expected) {
        assertEquals(expected, Filtering.of(replies(replies)));
    }

    static List<Sight> sights(String text) {
        List<Sight> sights = new ArrayList<>();
        for (String each : text.split(" ", -1)) {
            String server = each.substring(0, each.indexOf('='));
            String mapped = each.substring(each.indexOf('=') + 1);
            sights.add(new Sight(
                    address((server.startsWith("a") ? "203.0.113.10" : "203.0.113.20") + server.substring(1)),
                    mapped.equals("none") ? null : address(mapped), 4080,
                    mapped.equals("none") ? null : Duration.ofMillis(12)));
        }
        return sights;
    }

    static List<Reply> replies(String text) {
        List<Reply> replies = new ArrayList<>();
        for (String each : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            replies.add(new Reply(new Change(each.startsWith("both"), true), each.endsWith("+")));
        }
        return replies;
    }

    static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(
                InetAddress.ofLiteral(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }
}
