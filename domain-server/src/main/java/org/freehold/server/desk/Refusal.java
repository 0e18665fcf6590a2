// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.desk;

/** Why the desk does not do what was asked, and what helps. Without a stack trace: whoever asks may do so often. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String whatToDo;
    private final int status;

    /**
     * A refusal.
     *
     * @param code stable, such as {@code bad-value}
     * @param message the offending value and what was expected
     * @param status of HTTP
     */
    public Refusal(String code, String message, String whatToDo, int status) {
        super(message, null, false, false);
        this.code = code;
        this.whatToDo = whatToDo;
        this.status = status;
    }

    /** A value of an argument is not what was expected. */
    public static Refusal badValue(String message, String whatToDo) {
        return new Refusal("bad-value", message, whatToDo, 400);
    }

    /** The permission for it is missing. */
    public static Refusal notPermitted(String message, String whatToDo) {
        return new Refusal("not-permitted", message, whatToDo, 403);
    }

    /** There is nothing of that name. */
    public static Refusal notFound(String message, String whatToDo) {
        return new Refusal("not-found", message, whatToDo, 404);
    }

    /** The domain's disk does not take it now. */
    public static Refusal notStored(String reason) {
        return new Refusal("not-stored", reason, "Nothing was changed. Make room on the server's disk and ask again.",
                503);
    }

    public String code() {
        return code;
    }

    public String whatToDo() {
        return whatToDo;
    }

    /** Status of HTTP. */
    public int status() {
        return status;
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? code : message;
    }
}
