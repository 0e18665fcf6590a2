// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.identity;

/** A file that holds a secret of the domain cannot be used; the message says which, why, and what to do. */
public final class IdentityException extends Exception {
    private static final long serialVersionUID = 1L;

    IdentityException(String message) {
        super(message);
    }

    IdentityException(String message, Throwable cause) {
        super(message, cause);
    }
}
