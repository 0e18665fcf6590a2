// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.meeting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletionStage;

/** Whoever answers the objects of docs/protocol.md section 13.1 for a host. */
@FunctionalInterface
public interface IntroductionTaker {

    /** Takes an object of a stranger and answers with another; one without members is no answer. Any thread; must not block. */
    CompletionStage<ObjectNode> introduce(ObjectNode object);
}
