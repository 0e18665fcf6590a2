// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

/** A message is not of the form of docs/protocol.md. Carries no stack trace: strangers cause it at will. */
final class FormException extends Exception {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final String fault;
    private final String whatToDo;

    /**
     * @param fault the member, its value and what was expected
     * @param whatToDo what helps
     */
    FormException(ErrorCode code, String fault, String whatToDo) {
        super(fault, null, false, false);
        this.code = code;
        this.fault = fault;
        this.whatToDo = whatToDo;
    }

    ErrorCode code() {
        return code;
    }

    String fault() {
        return fault;
    }

    String whatToDo() {
        return whatToDo;
    }
}
