// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import org.jspecify.annotations.Nullable;

/** Why a visit ended, or never began. */
public sealed interface End {

    /** One sentence for people. */
    String message();

    /** The visitor left. */
    record Left() implements End {
        @Override
        public String message() {
            return "left";
        }
    }

    /** The domain said {@code close} (docs/protocol.md section 9). */
    record Closed(String code, String message, String whatToDo, @Nullable Integer retryAfterSeconds) implements End {}

    /** There was no connection. */
    record Unreachable(String message) implements End {}

    /** The connection ended without a word. */
    record BrokeOff(String message) implements End {}

    /** The other end does not keep to the protocol, or is not who it says it is. */
    record Fault(String message) implements End {}
}
