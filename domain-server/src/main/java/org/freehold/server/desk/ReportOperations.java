// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.freehold.moderation.Permission;
import org.freehold.moderation.ReadableTime;
import org.freehold.server.storage.ModerationStore;
import org.freehold.server.storage.StorageException;

/** What visitors reported; for moderators only. A closed report is erased at once, unless it is evidence for others to appeal against. */
final class ReportOperations {
    private static final JsonMapper JSON = new JsonMapper();

    private final Records records;
    private final Function<ModerationStore.Report, Optional<String>> evidence;

    /** {@code evidence}: the own list on which an entry has a report behind it. */
    ReportOperations(Records records, Function<ModerationStore.Report, Optional<String>> evidence) {
        this.records = records;
        this.evidence = evidence;
    }

    List<Operation> all() {
        return List.of(
                Simple.reading("report/list", Permission.MODERATE, (_, arguments) -> list(arguments)),
                Simple.changing("report/close", Permission.MODERATE, this::close));
    }

    private ObjectNode list(Arguments arguments) throws Refusal {
        arguments.end();
        try {
            records.store().eraseReports(records.now());
            ObjectNode answer = Json.object();
            ArrayNode reports = answer.putArray("reports");
            for (ModerationStore.Report report : records.store().reports()) {
                ObjectNode one = reports.addObject()
                        .put("id", report.id())
                        .put("at", report.at().toString())
                        .put("erase", report.erase().toString());
                evidence.apply(report).ifPresent(list -> one.put("evidence", list));
                if (JSON.readTree(report.body()) instanceof ObjectNode body) {
                    one.setAll(body);
                }
            }
            return answer;
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        } catch (JsonProcessingException e) {
            throw Refusal.notStored("A report in the database is damaged: " + e.getOriginalMessage());
        }
    }

    private ObjectNode close(Caller caller, Arguments arguments) throws Refusal {
        String id = arguments.text("id");
        arguments.end();
        try {
            ModerationStore.Report report = records.store().reports().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound(
                            "id: \"%s\" (expected: one of report/list)".formatted(id),
                            "It may have been closed already."));
            Optional<String> list = evidence.apply(report);
            if (list.isPresent()) {
                throw new Refusal(
                        "is-evidence",
                        "id: \"%s\" is the evidence for an entry of the list %s until %s (expected: another report)"
                                .formatted(id, list.get(), ReadableTime.ofEnd(report.erase())),
                        "It is erased by itself then. To erase it sooner, take the entry back and publish.",
                        409);
            }
            records.note(caller, new Records.Entry("report/close", "", Json.object().put("id", id)));
            records.store().eraseReport(id);
            return Json.object().put("closed", id);
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        }
    }
}
