// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What came of asking a domain. */
public sealed interface ApiAnswer {

    /** It was done. */
    record Done(ObjectNode answer) implements ApiAnswer {}

    /**
     * The domain refused, and changed nothing.
     *
     * @param status of HTTP
     * @param code stable, such as {@code bad-value}
     * @param detail what was wrong
     * @param whatToDo what helps; empty when the domain does not say
     */
    record Refused(int status, String code, String detail, String whatToDo) implements ApiAnswer {}

    /** Nobody answered, or not as a domain does; {@code why} is for people. Whether it was done is not known. */
    record Failed(String why) implements ApiAnswer {}
}
