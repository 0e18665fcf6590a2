// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import java.util.Arrays;

/** Keys for tests, told apart by a number. */
public final class TestKeys {
    private TestKeys() {}

    /** The key whose seed is 32 times this byte. */
    public static SigningKey key(int number) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) number);
        return SigningKey.ofSeed(seed);
    }
}
