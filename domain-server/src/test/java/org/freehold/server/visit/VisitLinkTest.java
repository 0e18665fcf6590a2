// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Links as people share them. */
final class VisitLinkTest {

    @Test
    void doesNotShowTheSecretOfAnOwnerLink() {
        VisitLink link = VisitLink.parse("http://localhost:4080/#claim=k3VhT0secret");
        assertEquals("k3VhT0secret", link.claim());
        assertFalse(link.toString().contains("k3VhT0secret"), link::toString);
    }

    @Test
    void pagesLeadToTheSession() {
        assertEquals("ws://localhost:4080/session", session("http://localhost:4080/"));
        assertEquals("ws://localhost:4080/session", session("http://localhost:4080"));
        assertEquals("ws://localhost:4080/session", session("localhost:4080"));
        assertEquals("wss://example.org/session", session("https://example.org/index.html?x=1"));
        assertEquals("ws://[::1]:4080/session", session("http://[::1]:4080/"));
    }

    @Test
    void webSocketsAreTakenAsTheyAre() {
        assertEquals("ws://localhost:4080/session", session("ws://localhost:4080"));
        assertEquals("wss://example.org/behind/a/proxy", session("wss://example.org/behind/a/proxy"));
    }

    @Test
    void fragmentsAreClaimsPositionsOrPlaces() {
        assertEquals("a+b_c", VisitLink.parse("http://h/#claim=a+b_c").claim());
        assertArrayEquals(
                new double[] {1, -2.5, 3e2}, VisitLink.parse("http://h/#/1,-2.5,3e2/0,0,0,1").position());
        VisitLink place = VisitLink.parse("http://h/#Old%20pier");
        assertEquals("Old pier", place.place());
        assertNull(place.claim());
        assertNull(place.position());
        assertNull(VisitLink.parse("http://h/#").place());
    }

    @Test
    void otherThingsAreRefusedWithWhatWasExpected() {
        for (String link : new String[] {"", "ftp://h/", "http://", "http://h:x y/", "http://h/#/1,2",
                "http://h/#/1,2,x",
                "http://h/#/1,2,NaN", "http://h/#/1,2,16385"}) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> VisitLink.parse(link), link);
            assertTrue(refused.toString().contains("expected: "), refused.toString());
        }
    }

    private static String session(String link) {
        return VisitLink.parse(link).session().toString();
    }
}
