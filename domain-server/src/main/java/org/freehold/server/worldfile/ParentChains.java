// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityId;
import org.freehold.server.entity.EntityJson;

/** Makes sure that every chain of parents ends: circles and chains that are too long are cut at one entity. */
final class ParentChains {
    /** Most ancestors of an entity, as in the protocol. */
    static final int MAX_ANCESTORS = 64;

    private static final int UNKNOWN = -1;
    private static final int BEING_WALKED = -2;

    private final List<Entity> entities;
    private final ReportBuilder report;
    private final Map<UUID, Integer> places = new HashMap<>();
    private final int[] ancestors;

    private ParentChains(List<Entity> entities, ReportBuilder report) {
        this.entities = entities;
        this.report = report;
        this.ancestors = new int[entities.size()];
        Arrays.fill(ancestors, UNKNOWN);
        for (int i = 0; i < entities.size(); i++) {
            places.put(entities.get(i).id(), i);
        }
    }

    /** Replaces, in the list itself, the entities whose parent has to go. */
    static void check(List<Entity> entities, ReportBuilder report) {
        var chains = new ParentChains(entities, report);
        for (int i = 0; i < entities.size(); i++) {
            chains.walk(i);
        }
    }

    private void walk(int start) {
        Deque<Integer> chain = new ArrayDeque<>();
        int at = start;
        while (at >= 0 && ancestors[at] == UNKNOWN) {
            ancestors[at] = BEING_WALKED;
            chain.push(at);
            at = parentOf(at);
        }
        int above = UNKNOWN;
        if (at >= 0 && ancestors[at] == BEING_WALKED) {
            cut(chain.element(), "a circle of parents");
        } else if (at >= 0) {
            above = ancestors[at];
        }
        for (int each : chain) {
            above++;
            if (above > MAX_ANCESTORS) {
                cut(each, "more than " + MAX_ANCESTORS + " ancestors");
                above = 0;
            }
            ancestors[each] = above;
        }
    }

    private int parentOf(int place) {
        UUID parent = entities.get(place).parentId();
        if (parent == null) {
            return UNKNOWN;
        }
        Integer found = places.get(parent);
        if (found == null) {
            report.orphan();
            return UNKNOWN;
        }
        return found;
    }

    private void cut(int place, String why) {
        Entity entity = entities.get(place);
        ObjectNode properties = entity.properties();
        String parent = properties.path("parentID").asText();
        properties.remove("parentID");
        entities.set(place, EntityJson.entity(properties));
        report.mended(
                EntityId.text(entity.id()), properties.path("name").asText(), "parentID", parent,
                "no parent, because of " + why);
    }
}
