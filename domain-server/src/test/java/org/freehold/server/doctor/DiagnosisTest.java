// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.freehold.server.doctor.Observations.Family;
import org.freehold.server.doctor.Observations.Meeting;
import org.freehold.server.doctor.Observations.RouterAnswer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DiagnosisTest {
    private static final Meeting MEETING = new Meeting("https://meet.example", null);
    private static final String SAME = "a:1=198.51.100.2:5 a:2=198.51.100.2:5 b:1=198.51.100.2:5";
    private static final String DIFFERENT = "a:1=198.51.100.2:5 a:2=198.51.100.2:6 b:1=198.51.100.2:7";
    private static final String OWN = "a:1=192.168.1.10:4080 b:1=192.168.1.10:4080";
    private static final String NONE = "a:1=none b:1=none";
    private static final List<String> RELAY = List.of("turn:turn.example:3478?transport=udp");
    private static final List<String> RELAY_OVER_TLS =
            List.of("turn:turn.example:3478?transport=udp", "turns:turn.example:443");

    @ParameterizedTest(name = "{3}")
    @CsvSource({
            OWN + ", both+, , none",
            OWN + ", both- port-, , firewall",
            OWN + ", '', , firewall",
            SAME + ", both+, , full-cone",
            SAME + ", both- port+, , restricted-cone",
            SAME + ", port+, , cone",
            SAME + ", both- port-, , port-restricted",
            SAME + ", '', , port-restricted",
            DIFFERENT + ", both- port-, , symmetric",
            NONE + ", '', , udp-blocked",
            NONE + ", '', true, udp-blocked",
            NONE + ", '', false, web-only",
            "a:1=198.51.100.2:5, port-, , unknown"
    })
    void namesTheKind(String sights, String replies, @Nullable Boolean otherTcp, String kind) {
        assertEquals(kind, NetworkKind.of(family(sights, replies), otherTcp).code());
    }

    /** Who comes how, in the order open, usual, strict, blocked: (s)traight, (r)elayed, (n)ot. */
    @ParameterizedTest(name = "{0}, {1}: {2} without a relay, {3} with one over UDP, {4} with one over TLS")
    @CsvSource({
            OWN + ", both+, sssn, sssn, sssr",
            OWN + ", both- port-, ssnn, ssrn, ssrr",
            SAME + ", both+, sssn, sssn, sssr",
            SAME + ", both- port+, sssn, sssn, sssr",
            SAME + ", both- port-, ssnn, ssrn, ssrr",
            DIFFERENT + ", both- port-, snnn, srrn, srrr",
            NONE + ", '', nnnn, nnnn, rrrr",
            "a:1=198.51.100.2:5, '', uuuu, uuuu, uuuu"
    })
    void tellsWhoCanCome(String sights, String replies, String alone, String withRelay, String withTls) {
        assertEquals(alone, coming(diagnosis(sights, replies, List.of(), List.of())));
        assertEquals(withRelay, coming(diagnosis(sights, replies, List.of(), RELAY)));
        assertEquals(withTls, coming(diagnosis(sights, replies, List.of(), RELAY_OVER_TLS)));
    }

    @Test
    void countsOnAPortThatTheRouterOpens() {
        Diagnosis diagnosis = diagnosis(SAME, "port-", List.of(opened("198.51.100.2:4080")), List.of());
        assertNotNull(diagnosis.opened());
        assertEquals("sssn", coming(diagnosis));
        assertEquals("need-relay", advice(diagnosis));
    }

    @Test
    void doesNotCountOnAPortThatTheRouterOpensToAnotherRouter() {
        for (String outside : List.of("100.64.0.2:4080", "198.51.100.99:4080")) {
            Diagnosis diagnosis = diagnosis(SAME, "port-", List.of(opened(outside)), List.of());
            assertTrue(diagnosis.hasSecondRouter());
            assertNull(diagnosis.opened());
            assertEquals("ssnn", coming(diagnosis));
            assertEquals("second-router need-relay", advice(diagnosis));
        }
    }

    @Test
    void advisesToAllowWhatTheRouterCanDo() {
        RouterAnswer refused = new RouterAnswer("UPnP", true, null, "the router does not allow it");
        assertEquals(
                "router-refuses need-relay", advice(diagnosis(SAME, "port-", List.of(refused), List.of())));
        RouterAnswer notOffered = new RouterAnswer("PCP", false, null, "the router does not answer");
        assertEquals("open-port need-relay", advice(diagnosis(SAME, "port-", List.of(notOffered), List.of())));
        assertEquals("open-firewall need-relay", advice(diagnosis(OWN, "port-", List.of(), List.of())));
    }

    @Test
    void advisesARelayThatEverybodyReaches() {
        assertEquals("need-relay-over-tls", advice(diagnosis(SAME, "both+", List.of(), RELAY)));
        assertEquals("nothing", advice(diagnosis(SAME, "both+", List.of(), RELAY_OVER_TLS)));
        String sentence = diagnosis(SAME, "both+", List.of(), List.of()).advice().getFirst().sentence();
        assertTrue(sentence.contains("You have no relay"), sentence);
        assertFalse(sentence.contains("strict"), sentence);
    }

    @Test
    void saysThatNobodyCanComeWhereNoUdpPassesWithoutARelayThatIsReached() {
        assertEquals("udp-blocked", advice(diagnosis(NONE, "", List.of(), RELAY)));
        assertEquals("nothing", advice(diagnosis(NONE, "", List.of(), RELAY_OVER_TLS)));
        assertTrue(NetworkKind.WEB_ONLY.passes("turns:turn.example:443?transport=tcp"));
        assertFalse(NetworkKind.WEB_ONLY.passes("turns:turn.example:5349"));
        assertFalse(NetworkKind.WEB_ONLY.passes("turn:turn.example:443?transport=udp"));
    }

    @Test
    void saysWhatIsMissingToKnowMore() {
        assertEquals(
                "name-stun-server",
                advice(diagnosis("a:1=198.51.100.2:5", "", List.of(), List.of())));
        Observations nothing =
                new Observations(List.of(), Family.NONE, Family.NONE, List.of(), List.of(), null);
        assertEquals("name-rendezvous no-stun-server", advice(Diagnosis.of(nothing, 4080, false)));
    }

    @Test
    void passesOnWhatARendezvousSaid() {
        Observations seen = new Observations(
                List.of(new Meeting("https://meet.example", "Nobody is there. Look at the address.")),
                family(SAME, "both+"), Family.NONE, List.of(), RELAY_OVER_TLS, null);
        Diagnosis diagnosis = Diagnosis.of(seen, 4080, false);
        assertEquals("rendezvous-failed", advice(diagnosis));
        assertEquals(
                "https://meet.example: Nobody is there. Look at the address.",
                diagnosis.advice().getFirst().sentence());
    }

    @Test
    void tellsThatPeopleWithIpv6ComeStraight() {
        Family ipv6 = new Family(
                InetAddress.ofLiteral("192.168.1.10"), MappingTest.sights(OWN), MappingTest.replies("port-"), null);
        Observations seen = new Observations(
                List.of(MEETING), family(DIFFERENT, "port-"), ipv6, List.of(), List.of(), null);
        assertEquals("snnns", coming(Diagnosis.of(seen, 4080, false)));
    }

    @Test
    void whoStaysHiddenIsReachedByARelayOrNotAtAll() {
        Diagnosis alone = hidden(List.of());
        assertEquals("nnnn", coming(alone));
        assertEquals("no-relay", advice(alone));
        assertEquals("rrrn", coming(hidden(RELAY)));
        assertEquals("need-relay-over-tls", advice(hidden(RELAY)));
        Diagnosis reached = hidden(RELAY_OVER_TLS);
        assertEquals("rrrr", coming(reached));
        assertEquals("nothing", advice(reached));
        String text = String.join("\n", DiagnosisText.lines(reached));
        assertTrue(text.contains("  Hidden      behind a relay"), text);
        assertTrue(text.contains("  Router      not asked"), text);
        assertTrue(DiagnosisJson.of(reached).path("hidden").asBoolean());
    }

    private static Diagnosis hidden(List<String> relays) {
        return Diagnosis.of(
                new Observations(List.of(MEETING), family(SAME, "both+"), Family.NONE, List.of(), relays, null), 4080,
                true);
    }

    @Test
    void isToldToPeopleAndToPrograms() {
        Diagnosis diagnosis = diagnosis(SAME, "port-", List.of(opened("198.51.100.2:4080")), RELAY);
        String text = String.join("\n", DiagnosisText.lines(diagnosis));
        assertTrue(text.contains("  IPv4        port-restricted: a usual home router"), text);
        assertTrue(text.contains("  Router      opens ports when asked (NAT-PMP: yes, 198.51.100.2:4080)"), text);
        assertTrue(text.contains("  Rendezvous  https://meet.example takes hosts"), text);
        assertTrue(text.contains("  straight    people behind a strict router"), text);
        ObjectNode json = DiagnosisJson.of(diagnosis);
        assertEquals("port-restricted", json.at("/ipv4/kind").asText());
        assertEquals("endpoint-independent", json.at("/ipv4/mapping").asText());
        assertEquals("address-and-port-dependent", json.at("/ipv4/filtering").asText());
        assertEquals("203.0.113.10:1", json.at("/ipv4/seen/0/server").asText());
        assertEquals(12.0, json.at("/ipv4/seen/0/rttMillis").asDouble());
        assertTrue(json.at("/ipv6/local").isNull());
        assertTrue(json.at("/router/opens").asBoolean());
        assertEquals("strict", json.at("/visitors/2/who").asText());
        assertEquals("straight", json.at("/visitors/2/way").asText());
        assertEquals("need-relay-over-tls", json.at("/advice/0/code").asText());
    }

    private static Diagnosis diagnosis(String sights, String replies, List<RouterAnswer> router, List<String> relays) {
        return Diagnosis.of(
                new Observations(List.of(MEETING), family(sights, replies), Family.NONE, router, relays, null), 4080,
                false);
    }

    private static Family family(String sights, String replies) {
        return new Family(
                InetAddress.ofLiteral("192.168.1.10"), MappingTest.sights(sights), MappingTest.replies(replies), false);
    }

    private static RouterAnswer opened(String outside) {
        return new RouterAnswer("NAT-PMP", true, MappingTest.address(outside), "");
    }

    private static String coming(Diagnosis diagnosis) {
        return diagnosis.coming().stream()
                .map(coming -> coming.way().name().substring(0, 1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static String advice(Diagnosis diagnosis) {
        return diagnosis.advice().stream().map(Diagnosis.Advice::code).collect(Collectors.joining(" "));
    }
}
