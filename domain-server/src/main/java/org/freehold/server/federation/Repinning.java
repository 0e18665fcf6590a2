// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.regex.Pattern;
import org.freehold.moderation.Permission;
import org.freehold.moderation.subscription.Subscription;
import org.freehold.server.desk.Arguments;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Operation;
import org.freehold.server.desk.Records;
import org.freehold.server.desk.Refusal;
import org.freehold.server.desk.Simple;

/**
 * {@code banlist/repin}: an operator says by hand which key a list has now, because the publisher lost the old one and no key set leads on.
 * What is in force stays, and what comes next waits.
 */
final class Repinning {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Records records;
    private final SubscriptionKeeper keeper;
    private final SubscriptionUpdates updates;

    Repinning(Records records, SubscriptionKeeper keeper, SubscriptionUpdates updates) {
        this.records = records;
        this.keeper = keeper;
        this.updates = updates;
    }

    /** Without the lock of the desk, as it asks the publisher. */
    Operation operation() {
        return Simple.reading("banlist/repin", Permission.ADMINISTER, this::repin);
    }

    private ObjectNode repin(Caller caller, Arguments arguments) throws Refusal {
        Subscription before = keeper.find(arguments.text("id"));
        String key = arguments.text("key");
        String url = arguments.optionalText("url").orElse(before.url());
        arguments.end();
        if (!KEY.matcher(key).matches()) {
            throw Refusal.badValue("key: \"%s\" (expected: the publisher's fingerprint, 43 characters)".formatted(key),
                    "Ask the publisher for it, not the address of the list.");
        }
        check(before, url);
        keeper.change(caller, "banlist/repin", before.id(), now -> now.repinned(key).withUrl(url));
        try {
            updates.fetch(before.id());
        } catch (Refusal refusal) {
            if (refusal.status() >= 500) {
                throw refusal;
            }
            // Asked a moment ago: the schedule asks again.
        }
        return ListAnswers.subscription(keeper.find(before.id()), keeper.here(), records.now());
    }

    private void check(Subscription before, String url) throws Refusal {
        try {
            Fetcher.check(URI.create(url));
        } catch (FetchFailure e) {
            throw PublishedLists.refusal(e.fault());
        } catch (IllegalArgumentException e) {
            throw Refusal.badValue("url: \"" + url + "\" (expected: the address of a list)", "Copy it once more.");
        }
        for (Subscription each : keeper.all().values()) {
            if (!each.id().equals(before.id()) && each.url().equals(url)) {
                throw new Refusal("already-subscribed", "url: " + url + " is followed as " + each.id()
                        + " (expected: a list that is not)", "Leave one of them.", 409);
            }
        }
    }
}
