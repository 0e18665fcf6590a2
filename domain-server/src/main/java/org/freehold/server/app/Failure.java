// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.app;

/** A command cannot do what it was asked to; the message is for people and says what was wrong and what helps. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
