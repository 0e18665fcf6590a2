// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.freehold.server.doctor.Observations.Family;
import org.freehold.server.doctor.Observations.Sight;
import org.jspecify.annotations.Nullable;

/** A diagnosis for programs; docs/operate/doctor.md has its form. Pure. */
public final class DiagnosisJson {

    private DiagnosisJson() {}

    /** One object. */
    public static ObjectNode of(Diagnosis diagnosis) {
        Observations seen = diagnosis.seen();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("ipv4", family(seen.ipv4(), diagnosis.ipv4()));
        json.set("ipv6", family(seen.ipv6(), diagnosis.ipv6()));
        json.put("otherTcp", seen.otherTcp());
        ObjectNode router = json.putObject("router");
        router.put("opens", diagnosis.opened() != null).put("secondRouter", diagnosis.hasSecondRouter());
        ArrayNode ways = router.putArray("ways");
        seen.router().forEach(answer -> ways.addObject()
                .put("protocol", answer.protocol())
                .put("offered", answer.isOffered())
                .put("outside", text(answer.outside()))
                .put("why", answer.why()));
        ArrayNode rendezvous = json.putArray("rendezvous");
        seen.rendezvous().forEach(
                meeting -> rendezvous.addObject().put("url", meeting.origin()).put("problem", meeting.problem()));
        ArrayNode relays = json.putArray("relays");
        seen.relays().forEach(relays::add);
        json.put("hidden", diagnosis.hidden());
        ArrayNode visitors = json.putArray("visitors");
        diagnosis.coming().forEach(coming -> visitors.addObject()
                .put("who", coming.who().code())
                .put("way", word(coming.way())));
        ArrayNode advice = json.putArray("advice");
        diagnosis.advice()
                .forEach(each -> advice.addObject().put("code", each.code()).put("sentence", each.sentence()));
        return json;
    }

    private static ObjectNode family(Family family, NetworkKind kind) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", kind.code());
        json.put("local", family.local() == null ? null : family.local().getHostAddress());
        json.put("mapping", word(Mapping.of(family.local(), family.sights())));
        json.put("filtering", word(Filtering.of(family.replies())));
        json.put("hairpin", family.hairpin());
        ArrayNode sights = json.putArray("seen");
        for (Sight sight : family.sights()) {
            ObjectNode each =
                    sights.addObject().put("server", text(sight.server())).put("outside", text(sight.mapped()));
            if (sight.rtt() == null) {
                each.putNull("rttMillis");
            } else {
                each.put("rttMillis", sight.rtt().toNanos() / 1_000_000.0);
            }
        }
        return json;
    }

    private static @Nullable String text(@Nullable InetSocketAddress address) {
        if (address == null) {
            return null;
        }
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
