// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.freehold.moderation.Subject;

/** Whom one act is about, as it is written: the first as {@code subject}, the others as {@code also}. */
final class Subjects {
    /** An identity has five; an act names no home beside others. */
    private static final int MAX_ALSO = 8;

    private Subjects() {}

    static void write(ObjectNode into, List<Subject> subjects) {
        into.put("subject", subjects.getFirst().text());
        if (subjects.size() > 1) {
            ArrayNode also = into.putArray("also");
            subjects.stream().skip(1).forEach(subject -> also.add(subject.text()));
        }
    }

    static List<Subject> read(Members members) throws Fault {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(members.subject("subject"));
        subjects.addAll(members.list("also", MAX_ALSO, (node, path) -> Subject.parse(node.asText())
                .orElseThrow(() -> Fault.badValue(path, node, "key:FINGERPRINT or account:NAME@DOMAIN"))));
        return subjects;
    }

    static void check(List<Subject> subjects, String path) throws Fault {
        if (subjects.isEmpty() || Set.copyOf(subjects).size() < subjects.size()) {
            throw Fault.badValue(path + ".subject", subjects, "at least one, each once");
        }
        for (Subject subject : subjects) {
            if (!Who.PERSONS_AND_HOMES.contains(subject.kind())) {
                throw Fault.badValue(path + ".subject", subject, "key:FINGERPRINT, account:NAME@DOMAIN or home:DOMAIN");
            }
        }
    }

    /** Those that are not among {@code others}, in their order. */
    static List<Subject> without(List<Subject> subjects, List<Subject> others) {
        return subjects.stream().filter(subject -> !others.contains(subject)).toList();
    }
}
