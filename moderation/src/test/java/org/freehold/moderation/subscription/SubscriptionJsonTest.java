// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

final class SubscriptionJsonTest {
    private static final String KEY = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

    @Test
    void readsWhatItWrote() {
        Subscription subscription = Subscription.to("a", "https://a.example/lists/main", KEY, Settings.USUAL);
        assertEquals(subscription, SubscriptionJson.read(SubscriptionJson.write(subscription)));
    }

    @Test
    void readsASubscriptionThatWasStoredWithOneKey() {
        Subscription subscription = Subscription.to("a", "https://a.example/lists/main", KEY, Settings.USUAL);
        ObjectNode before = SubscriptionJson.write(subscription);
        before.remove("keys");
        before.remove("formerKeys");
        before.put("key", KEY);
        assertEquals(subscription, SubscriptionJson.read(before));
    }
}
