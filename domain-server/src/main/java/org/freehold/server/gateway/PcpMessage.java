// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A message of PCP (RFC 6887), as much as opens a port. Times are in seconds. */
sealed interface PcpMessage {
    /** Size of the bytes that tie an opened port to whoever asked for it. */
    int NONCE_BYTES = 12;

    /** What a router is asked. */
    sealed interface Request extends PcpMessage {}

    /**
     * Let in what comes to this UDP port (section 11.1).
     *
     * @param client the address of this machine, as this machine knows it
     * @param suggested address and port outside; any address of the family, and port 0, leave it to the router
     * @param lifetime 0 takes it back
     */
    record MapRequest(
            InetAddress client,
            Nonce nonce,
            int port,
            InetAddress suggested,
            int suggestedPort,
            long lifetime) implements Request {}

    /** Are you still the one you were? (section 14.1) */
    record AnnounceRequest(InetAddress client) implements Request {}

    /** What the router says; {@code epoch} is its time, which begins anew when it has lost its state (section 8.5). */
    sealed interface Answer extends PcpMessage {
        /** Seconds since the router's state began. */
        long epoch();
    }

    /** It is open. */
    record MapAnswer(Nonce nonce, int port, InetAddress outside, int outsidePort, long lifetime, long epoch)
            implements Answer {}

    /** I am still the one I was, or not. */
    record AnnounceAnswer(long epoch) implements Answer {}

    /**
     * No.
     *
     * @param code of section 7.4
     * @param nonce of the request that it is about; null when it is about none
     */
    record Refusal(int code, @Nullable Nonce nonce, long epoch) implements Answer {
        static final int UNSUPPORTED_VERSION = 1;
        static final int ADDRESS_MISMATCH = 12;
    }

    /** The bytes that tie an opened port to whoever asked for it. */
    record Nonce(byte[] bytes) {
        public Nonce {
            if (bytes.length != NONCE_BYTES) {
                throw new IllegalArgumentException(
                        "nonce: %d bytes (expected: %d)".formatted(bytes.length, NONCE_BYTES));
            }
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Nonce nonce && Arrays.equals(bytes, nonce.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return HexFormat.of().formatHex(bytes);
        }
    }
}
