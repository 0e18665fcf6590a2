// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.freehold.server.session.Reports;
import org.freehold.server.storage.ModerationStore;
import org.freehold.server.wire.ServerMessage;
import org.freehold.server.world.Scene;
import org.jspecify.annotations.Nullable;

/** Visitors' reports, kept for the moderators and erased after a while. Any thread; blocks. */
public final class StoredReports implements Reports {
    /** How long a report is kept, closed or not. */
    public static final Duration KEPT = Duration.ofDays(30);

    private final ModerationStore store;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** {@code random} makes ids. */
    public StoredReports(ModerationStore store, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void keep(Report report) throws IOException {
        Instant now = clock.instant();
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        store.keep(new ModerationStore.Report(id, now, now.plus(KEPT), body(report).toString()));
    }

    private static ObjectNode body(Report report) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("by").put("fingerprint", report.by()).put("name", report.byName());
        body.put("category", report.category().text()).put("reason", report.reason());
        Integer about = report.about();
        if (about != null) {
            ObjectNode meant = body.putObject("about").put("handle", about.intValue());
            report.scene().near().stream()
                    .filter(near -> near.handle() == about)
                    .findFirst()
                    .ifPresent(near -> meant.put("name", near.name()));
            putFingerprint(meant, report.fingerprints().get(about));
        }
        ArrayNode said = body.putArray("said");
        for (ServerMessage.Line line : report.scene().said()) {
            ObjectNode one = said.addObject()
                    .put("at", Instant.ofEpochMilli(line.timeMillis()).toString())
                    .put("handle", line.handle())
                    .put("name", line.name())
                    .put("text", line.text());
            putFingerprint(one, report.fingerprints().get(line.handle()));
        }
        ArrayNode near = body.putArray("near");
        for (Scene.Near each : report.scene().near()) {
            ObjectNode one = near.addObject()
                    .put("handle", each.handle())
                    .put("name", each.name())
                    .put("metres", Math.round(each.metres()));
            putFingerprint(one, report.fingerprints().get(each.handle()));
        }
        return body;
    }

    private static void putFingerprint(ObjectNode node, @Nullable String fingerprint) {
        if (fingerprint != null) {
            node.put("fingerprint", fingerprint);
        }
    }
}
