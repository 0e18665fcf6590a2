// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

/** Halves of surrogate pairs, which Java's texts can hold and UTF-8 can't. */
final class Surrogates {
    private Surrogates() {}

    /** True when every high surrogate is followed by a low one and none stands alone. */
    static boolean areWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (Character.isHighSurrogate(each)
                    && (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1)))) {
                return false;
            }
            if (Character.isLowSurrogate(each) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                return false;
            }
        }
        return true;
    }
}
