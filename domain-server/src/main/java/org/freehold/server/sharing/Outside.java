// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import java.util.List;
import org.freehold.server.meeting.IceServer;

/** Finds the ways by which others reach this machine, while the domain is shared. Any thread; must not block. */
public interface Outside {

    /** From now on these servers may be asked; none perhaps. */
    void servers(List<IceServer> named);

    /** The domain is not shared any more, and nobody has to be asked. */
    void off();

    /** Whether anybody could come with these; not when a relay is needed and there is none. */
    boolean suffice(List<IceServer> named);
}
