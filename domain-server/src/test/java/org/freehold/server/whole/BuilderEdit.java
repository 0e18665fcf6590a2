// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.whole;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.freehold.server.entity.MergePatch;
import org.freehold.server.visit.Answer;
import org.freehold.server.visit.VisitorClient;

/** One edit, to be sent to a domain and to be done to a model of what the domain should hold. */
sealed interface BuilderEdit {

    CompletableFuture<Answer> send(VisitorClient client);

    /** Does it to entities by id. */
    void apply(Map<String, ObjectNode> model);

    record Add(String id, ObjectNode entity) implements BuilderEdit {
        @Override
        public CompletableFuture<Answer> send(VisitorClient client) {
            return client.add(entity);
        }

        @Override
        public void apply(Map<String, ObjectNode> model) {
            model.put(id, entity);
        }
    }

    record Change(String id, ObjectNode patch) implements BuilderEdit {
        @Override
        public CompletableFuture<Answer> send(VisitorClient client) {
            return client.edit(id, patch);
        }

        @Override
        public void apply(Map<String, ObjectNode> model) {
            ObjectNode before = model.get(id);
            if (before != null) {
                ObjectNode after = before.deepCopy();
                MergePatch.apply(after, patch);
                model.put(id, after);
            }
        }
    }

    record Delete(String id) implements BuilderEdit {
        @Override
        public CompletableFuture<Answer> send(VisitorClient client) {
            return client.delete(id);
        }

        @Override
        public void apply(Map<String, ObjectNode> model) {
            List<String> children = new ArrayList<>();
            model.forEach((child, entity) -> {
                if (entity.path("parentID").asText().equals(id)) {
                    children.add(child);
                }
            });
            children.forEach(model::remove);
            model.remove(id);
        }
    }
}
