// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.command;

/** A command could not do what it was asked to; the message is for people and says what helps. */
public final class NotDone extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Says why.
     *
     * @param code stable, for programs
     */
    public NotDone(String code, String message) {
        super(message);
        this.code = code;
    }

    /** For programs, such as {@code not-permitted}; {@code failed} when the domain said nothing. */
    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
