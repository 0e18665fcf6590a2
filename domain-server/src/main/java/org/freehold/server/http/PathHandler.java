// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.Treatment;
import org.jspecify.annotations.Nullable;

/** A part of the site that answers under paths of its own. */
@FunctionalInterface
public interface PathHandler {

    /** What to do about a request; null for a path that is not of this part. Event loop; must not block. */
    @Nullable
    Treatment treat(HttpHead head, String path);
}
