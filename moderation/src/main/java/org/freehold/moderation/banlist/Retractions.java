// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.banlist;

import java.time.Instant;
import java.util.List;

/**
 * Retractions as rows; see {@link PackedList}. Immutable; any thread.
 *
 * <pre>
 * row: id | since i64 s | reason | relayed u8 [list | id]
 * </pre>
 */
public final class Retractions extends PackedList<Retraction> {
    private Retractions(Packer packer) {
        super(packer);
    }

    /** These retractions; the same list if it is packed already. */
    public static Retractions copyOf(List<Retraction> retractions) {
        if (retractions instanceof Retractions packed) {
            return packed;
        }
        Builder builder = new Builder();
        retractions.forEach(builder::add);
        return builder.build();
    }

    @Override
    Retraction element(Row row) {
        String id = row.text();
        Instant since = Instant.ofEpochSecond(row.number());
        String reason = row.text();
        if (row.small() == 0) {
            return new Retraction(id, since, reason, null);
        }
        String list = (String) row.shared();
        return new Retraction(id, since, reason, new Retraction.Source(list, row.text()));
    }

    /** Packs retractions, one after the other. One thread. */
    public static final class Builder {
        private final Packer packer = new Packer();

        /** The next retraction. */
        public void add(Retraction retraction) {
            Retraction.Source relay = retraction.relay();
            packer.text(retraction.id()).number(retraction.since().getEpochSecond()).text(retraction.reason());
            packer.small(relay == null ? 0 : 1);
            if (relay != null) {
                packer.shared(relay.list()).text(relay.id());
            }
            packer.end();
        }

        /** All that were added; nothing may be added afterwards. */
        public Retractions build() {
            return new Retractions(packer);
        }
    }
}
