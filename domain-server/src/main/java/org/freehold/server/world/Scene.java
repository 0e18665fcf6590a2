// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.List;
import org.freehold.server.wire.ServerMessage;

/**
 * What somebody who reports has just seen and heard.
 *
 * @param said lines of the last minute, oldest first
 * @param near who stands near, the nearest first; the one who is meant wherever they stand
 */
public record Scene(List<ServerMessage.Line> said, List<Near> near) {

    /** Somebody else, as seen from whoever reports. */
    public record Near(int handle, String name, double metres) {}

    public Scene {
        said = List.copyOf(said);
        near = List.copyOf(near);
    }
}
