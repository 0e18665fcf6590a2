// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicKeyTextTest {
    /** RFC 8032 section 7.1, TEST 1. */
    private static final String KEY = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    @Test
    void writesWhatItReads() {
        assertEquals(Optional.of(KEY), PublicKeyText.parse(KEY).map(PublicKeyText::of));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "11qY", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo",
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\n"})
    void hasOneTextForEachKey(String text) {
        assertEquals(Optional.empty(), PublicKeyText.parse(text));
    }

    @Test
    void survivesWhatIsNoPointOfTheCurve() {
        byte[] statement = {1};
        PublicKeyText.parse("_".repeat(42) + "8")
                .ifPresent(key -> assertEquals(false, Statements.verify(key, statement, new byte[64])));
    }
}
