// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.freehold.moderation.Permission;
import org.freehold.server.storage.StorageException;

/** What was done, by whom, and that nobody changed it since. */
final class AuditOperations {
    private static final int MAX_LINES = 1000;

    private final AuditLog audit;

    AuditOperations(AuditLog audit) {
        this.audit = audit;
    }

    List<Operation> all() {
        return List.of(
                Simple.reading("audit/list", Permission.MODERATE, (_, arguments) -> list(arguments)),
                Simple.reading("audit/verify", Permission.MODERATE, (_, arguments) -> verify(arguments)));
    }

    private ObjectNode list(Arguments arguments) throws Refusal {
        int count = arguments.number("count", 1, MAX_LINES, 100);
        long newest = Math.max(1, audit.length() - count + 1);
        int from = arguments.number("from", 1, Integer.MAX_VALUE, (int) Math.min(newest, Integer.MAX_VALUE));
        arguments.end();
        try {
            ObjectNode answer = Json.object().put("from", from).put("length", audit.length());
            audit.lines(from, count).forEach(answer.putArray("lines")::add);
            return answer;
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        }
    }

    private ObjectNode verify(Arguments arguments) throws Refusal {
        arguments.end();
        try {
            AuditLog.Verdict verdict = audit.verify();
            ObjectNode answer = Json.object()
                    .put("entries", verdict.entries())
                    .put("ok", verdict.broken().isEmpty())
                    .put("head", verdict.head().hash());
            verdict.broken().ifPresent(why -> answer.put("broken", why));
            return answer;
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        }
    }
}
