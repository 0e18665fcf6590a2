// SPDX-License-Identifier: Apache-2.0
package org.freehold.benchmarks.floor;

import java.util.ArrayList;
import java.util.List;

/** Everybody who is connected to the floor. For its event loop. */
final class FloorPeople {
    private final List<FloorConnection> all = new ArrayList<>();

    void add(FloorConnection connection) {
        all.add(connection);
    }

    void remove(FloorConnection connection) {
        all.remove(connection);
    }

    int size() {
        return all.size();
    }

    FloorConnection get(int index) {
        return all.get(index);
    }
}
