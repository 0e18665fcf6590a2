// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListPublisher;
import org.freehold.moderation.signed.Digest;
import org.freehold.server.desk.Refusal;
import org.freehold.server.storage.ModerationStore;
import org.freehold.server.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Reports that stand behind entries of our own lists. Others get the digest only; the report stays here as long as somebody may appeal,
 * and is erased then like any other. What a report is evidence for is told by that digest, so nothing else has to be kept. Blocks.
 */
public final class Evidence {
    /** How long a report is kept from the publication of its entry on, and from each appeal against it. */
    static final Duration KEPT = Duration.ofDays(90);

    private final ModerationStore store;
    private final PublishedLists lists;

    Evidence(ModerationStore store, PublishedLists lists) {
        this.store = store;
        this.lists = lists;
    }

    /** The digest of a report, which is kept from now on for as long as appeals may come. */
    String of(String reportId, Instant now) throws Refusal {
        try {
            ModerationStore.Report report = store.reports().stream()
                    .filter(each -> each.id().equals(reportId))
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound(
                            "report: \"%s\" (expected: one of report/list)".formatted(reportId),
                            "It may have been closed or erased."));
            store.keepReportUntil(report.id(), now.plus(KEPT));
            return digest(report);
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        }
    }

    /** The entries of these drafts are published now: appeals may come from now on. */
    void published(List<BanListPublisher.Change> drafts, Instant now) throws Refusal {
        for (BanListPublisher.Change draft : drafts) {
            if (draft instanceof BanListPublisher.Add add) {
                keep(add.evidence(), now);
            }
        }
    }

    /** Keeps the report with this digest for another while; null for none. */
    void keep(@Nullable String digest, Instant now) throws Refusal {
        if (digest == null) {
            return;
        }
        try {
            for (ModerationStore.Report report : store.reports()) {
                if (digest(report).equals(digest)) {
                    store.keepReportUntil(report.id(), now.plus(KEPT));
                }
            }
        } catch (StorageException e) {
            throw Refusal.notStored(e.reason());
        }
    }

    /** The list on which an entry or a draft has this report behind it. */
    public Optional<String> listWith(ModerationStore.Report report) {
        String digest = digest(report);
        return lists.all().values().stream()
                .filter(served -> isIn(served.list(), digest) || isIn(served.own().drafts(), digest))
                .map(served -> served.own().name())
                .findFirst();
    }

    private static boolean isIn(@Nullable BanList list, String digest) {
        return list != null && list.entries().stream().anyMatch(entry -> digest.equals(entry.evidence()));
    }

    private static boolean isIn(List<BanListPublisher.Change> drafts, String digest) {
        return drafts.stream()
                .anyMatch(draft -> draft instanceof BanListPublisher.Add add && digest.equals(add.evidence()));
    }

    private static String digest(ModerationStore.Report report) {
        return Digest.of(report.body().getBytes(StandardCharsets.UTF_8));
    }
}
