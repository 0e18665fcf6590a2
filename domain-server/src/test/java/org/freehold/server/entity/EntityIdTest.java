// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntityIdTest {

    @Test
    void readsEverySpellingOfAnyId() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            String text = EntityId.text(id);
            String upper = text.toUpperCase(Locale.ROOT);

            assertEquals(text.toLowerCase(Locale.ROOT), text);
            assertEquals(Optional.of(id), EntityId.parse(text));
            assertEquals(Optional.of(id), EntityId.parse(upper));
            assertEquals(Optional.of(id), EntityId.parse(text.substring(1, 37)));
        }
    }

    @Test
    void aTextOfOneOtherCharacterIsAnotherIdOrNone() {
        Random random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            StringBuilder text = new StringBuilder(EntityId.text(id));
            int at = random.nextInt(text.length());
            char other = (char) random.nextInt(random.nextBoolean() ? 128 : 65536);
            boolean same = Character.toLowerCase(text.charAt(at)) == Character.toLowerCase(other);
            text.setCharAt(at, other);

            EntityId.parse(text.toString()).ifPresent(read -> assertEquals(same, read.equals(id), text::toString));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "{}", "{0f6f2c1e-7c4e-4d0a-9a55-0d0b1f6a2b3c", "0f6f2c1e-7c4e-4d0a-9a55-0d0b1f6a2b3c}",
            "0f6f2c1e7c4e4d0a9a550d0b1f6a2b3c", "(0f6f2c1e-7c4e-4d0a-9a55-0d0b1f6a2b3c)",
            "0f6f2c1-e7c4e-4d0a-9a55-0d0b1f6a2b3c", "0f6f2c1e-7c4e-4d0a-9a55-0d0b1f6a2b3g"})
    void readsNothingElse(String text) {
        assertTrue(EntityId.parse(text).isEmpty());
    }

    @Test
    void knowsTheIdOfNone() {
        assertTrue(EntityId.isZero(new UUID(0, 0)));
        assertFalse(EntityId.isZero(new UUID(0, 1)));
        assertFalse(EntityId.isZero(new UUID(1, 0)));
    }
}
