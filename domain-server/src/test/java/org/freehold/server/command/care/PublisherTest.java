// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PublisherTest {

    @ParameterizedTest
    @CsvSource({
            "https://harbour.example,                            https://harbour.example,",
            "harbour.example,                                    https://harbour.example,",
            "harbour.example:8443/,                              https://harbour.example:8443,",
            "http://localhost:4080/#place,                       http://localhost:4080,",
            "https://harbour.example/lists/main,                 https://harbour.example, main",
            "harbour.example/lists/main,                         https://harbour.example, main",
            "https://harbour.example/lists/main/criteria,        https://harbour.example, main",
            "https://harbour.example/lists/main.jws,             https://harbour.example, main",
            "https://harbour.example/appeals,                    https://harbour.example,",
            "https://harbour.example/appeals?list=friends,       https://harbour.example, friends",
            "https://harbour.example/appeals?a=b&list=main&c=d,  https://harbour.example, main",
            "https://harbour.example/appeals?blacklist=main,     https://harbour.example,",
            "https://harbour.example/lists/,                     https://harbour.example,",
    })
    void isFoundByWhatPeopleHaveAtHand(String address, String link, String list) {
        assertEquals(new Publisher(link, Optional.ofNullable(list)), Publisher.at(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mailto:ada@harbour.example", "ftp://harbour.example", "two words", "https://", "://a"})
    void isNotFoundByAnythingElse(String address) {
        String why = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> Publisher.at(address)).getMessage());
        assertTrue(why.startsWith(address + ": not an address (expected: "), why);
    }
}
