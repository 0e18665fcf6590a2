// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.subscription;

import java.time.Instant;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.Scope;

/**
 * A document without its entries.
 *
 * @param mark by whose digest the whole can be found
 * @param entries how many it has, without the self-test
 */
public record Head(
        BanList.Kind kind,
        String list,
        String issuer,
        Mark mark,
        Instant issued,
        Instant expires,
        String title,
        String criteria,
        String appeals,
        Scope scope,
        int entries) {

    /** A document by its number and the digest of its bytes. */
    public record Mark(long seq, String digest) {}

    /** The head of this document, whose bytes have this digest. */
    public static Head of(BanList list, String digest) {
        return new Head(
                list.kind(),
                list.list(),
                list.issuer(),
                new Mark(list.seq(), digest),
                list.issued(),
                list.expires(),
                list.title(),
                list.criteria(),
                list.appeals(),
                list.scope(),
                list.entries().size() - 1);
    }

    public long seq() {
        return mark.seq();
    }

    public String digest() {
        return mark.digest();
    }
}
