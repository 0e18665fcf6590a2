// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.stun;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Binding message (RFC 8489), without what nobody here asks for. Each has the 12 bytes that tie an answer to its question. */
public sealed interface StunMessage {
    /** Size of {@link #transaction}. */
    int TRANSACTION_BYTES = 12;

    /** The 12 bytes; not to be changed. */
    byte[] transaction();

    /**
     * Which address do I come from?
     *
     * @param change what RFC 5780 section 7.2 asks for; null when the attribute is not there
     * @param unknown attributes that must be understood and are not
     */
    record Request(byte[] transaction, @Nullable Change change, List<Integer> unknown) implements StunMessage {
        /** Copies. */
        public Request {
            unknown = List.copyOf(unknown);
            require(transaction);
        }

        /** A plain one. */
        public static Request plain(byte[] transaction) {
            return new Request(transaction, null, List.of());
        }

        @Override
        public String toString() {
            return "Request " + HexFormat.of().formatHex(transaction) + (change == null ? "" : " " + change);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Request(byte[] id, Change its, List<Integer> theirs)
                    && Arrays.equals(transaction, id) && unknown.equals(theirs)
                    && (change == null ? its == null : change.equals(its));
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(transaction);
        }
    }

    /** From where the answer is to come. */
    record Change(boolean address, boolean port) {}

    /**
     * You come from there.
     *
     * @param mapped the address that was asked for
     * @param origin where this answer comes from; null when it does not say
     * @param other the other address and port of the server; null when it has none
     */
    record Success(
            byte[] transaction,
            InetSocketAddress mapped,
            @Nullable InetSocketAddress origin,
            @Nullable InetSocketAddress other) implements StunMessage {
        /** Checks. */
        public Success {
            require(transaction);
        }

        @Override
        public String toString() {
            return "Success " + HexFormat.of().formatHex(transaction) + " " + mapped;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Success(byte[] id, InetSocketAddress its, InetSocketAddress from, InetSocketAddress also)
                    && Arrays.equals(transaction, id) && mapped.equals(its)
                    && Objects.equals(origin, from) && Objects.equals(other, also);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(transaction);
        }
    }

    /**
     * That can't be answered.
     *
     * @param code such as 420, for attributes that are not known
     */
    record Failure(byte[] transaction, int code, List<Integer> unknown) implements StunMessage {
        /** Copies. */
        public Failure {
            unknown = List.copyOf(unknown);
            require(transaction);
        }

        @Override
        public String toString() {
            return "Failure " + code;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Failure(byte[] id, int its, List<Integer> theirs)
                    && Arrays.equals(transaction, id) && code == its && unknown.equals(theirs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(transaction);
        }
    }

    private static void require(byte[] transaction) {
        if (transaction.length != TRANSACTION_BYTES) {
            throw new IllegalArgumentException(
                    "transaction: %d bytes (expected: %d)".formatted(transaction.length, TRANSACTION_BYTES));
        }
    }
}
