// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.freehold.moderation.Permission;
import org.jspecify.annotations.Nullable;

/** One thing that can be asked of the domain by command line, HTTP API or admin page. */
public interface Operation {

    /** Such as {@code ban/add}. */
    String name();

    /** What who asks must be permitted; null when everybody may ask, also who may not come in. */
    @Nullable
    Permission needs();

    /** Whether it changes anything: of those only one runs at a time. */
    boolean changes();

    /**
     * Does it. Virtual thread; may block.
     *
     * @param arguments refuse what is not understood: {@link Arguments}
     */
    ObjectNode run(Caller caller, ObjectNode arguments) throws Refusal;
}
