// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a session and what was answered (docs/protocol.md sections 5 and 8): answers go out in the order in which the
 * requests came, and a request that comes again gets the same answer without being done again. Any thread; the lock is held
 * while an answer is handed to the transport, so that two threads cannot change the order.
 */
final class Answers {
    private static final int REMEMBERED = 1024;

    /** What is known of a request that comes in. */
    sealed interface Seen {}

    /** It is new, and has to be answered from now on. */
    record New() implements Seen {}

    /** It is being worked on: the answer will come by itself. */
    record Pending() implements Seen {}

    /** It was answered with this. */
    record Answered(ServerMessage answer) implements Seen {}

    /** It is older than everything remembered. */
    record Forgotten(long newestRef) implements Seen {}

    private static final class Slot {
        private final boolean isEdit;
        private @Nullable ServerMessage answer;

        Slot(boolean isEdit) {
            this.isEdit = isEdit;
        }
    }

    private final Map<Long, Slot> byRef = new LinkedHashMap<>();
    private final Queue<Slot> unsent = new ArrayDeque<>();
    private long newestRef;
    private int editsInFlight;

    synchronized Seen begin(long ref, boolean isEdit) {
        Slot known = byRef.get(ref);
        if (known != null) {
            return known.answer == null ? new Pending() : new Answered(known.answer);
        }
        if (ref <= newestRef) {
            return new Forgotten(newestRef);
        }
        newestRef = ref;
        Slot slot = new Slot(isEdit);
        byRef.put(ref, slot);
        unsent.add(slot);
        if (isEdit) {
            editsInFlight++;
        }
        forget();
        return new New();
    }

    /** Edits begun and not answered. */
    synchronized int editsInFlight() {
        return editsInFlight;
    }

    /** Keeps the answer, and sends it and those that waited for it once all before are answered. */
    synchronized void answer(long ref, ServerMessage answer, Consumer<ServerMessage> send) {
        Slot slot = byRef.get(ref);
        if (slot == null || slot.answer != null) {
            // An edit that was accepted and then could not be stored after all.
            send.accept(answer);
            return;
        }
        slot.answer = answer;
        if (slot.isEdit) {
            editsInFlight--;
        }
        for (Slot next = unsent.peek(); next != null && next.answer != null; next = unsent.peek()) {
            send.accept(next.answer);
            unsent.remove();
        }
    }

    private void forget() {
        var eldest = byRef.values().iterator();
        while (byRef.size() > REMEMBERED && eldest.next().answer != null) {
            eldest.remove();
        }
    }
}
