// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import org.freehold.moderation.Identity;
import org.freehold.moderation.admission.History;

/** Who was here before, and when. Any thread; nothing here blocks. */
public interface Visits {

    /** How long somebody has been coming: by the portable key where there is one, otherwise by the key for this domain. */
    History historyOf(Identity identity);

    /** Somebody is in the world now, under this name. */
    void came(Identity identity, String name);

    /** Somebody is gone, who was called so at last. */
    void left(Identity identity, String name);
}
