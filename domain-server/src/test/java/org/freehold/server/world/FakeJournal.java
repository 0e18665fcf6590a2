// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.world;

import java.util.ArrayList;
import java.util.List;

/** A journal that stores or fails when the test says so. */
public final class FakeJournal implements Journal {
    public final List<Entry> entries = new ArrayList<>();
    public boolean takes = true;
    private final Listener listener;

    public FakeJournal(Listener listener) {
        this.listener = listener;
    }

    @Override
    public boolean append(Entry entry) {
        if (takes) {
            entries.add(entry);
        }
        return takes;
    }

    public void storeAll() {
        if (!entries.isEmpty()) {
            listener.stored(entries.getLast().ticket());
        }
    }

    public void store(int count) {
        listener.stored(entries.get(count - 1).ticket());
    }

    public void failFrom(int index, String reason) {
        takes = false;
        listener.failed(entries.get(index).ticket(), reason);
    }

    public void recover() {
        listener.writable();
    }

    @Override
    public void reopen() {
        takes = true;
    }
}
