// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private static final String KEY = "K".repeat(43);
    private static final String PORTABLE = "P".repeat(43);

    @Test
    void somebodyIsMeantByTheKeyForThisDomainAndByThePortableOne() {
        assertEquals(
                List.of("key:" + KEY, "key:" + PORTABLE),
                subjects(new Identity(KEY, PORTABLE, null, false, null)));
    }

    @Test
    void whoHasOnlyAPortableKeyIsMeantByItOnce() {
        assertEquals(List.of("key:" + KEY), subjects(new Identity(KEY, KEY, null, false, null)));
    }

    private static List<String> subjects(Identity identity) {
        return identity.subjects().stream().map(Subject::text).toList();
    }
}
