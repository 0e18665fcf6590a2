// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.peer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Why somebody is not introduced: the object {@code refused} of docs/protocol.md section 13.1. Without a stack trace. */
public final class IntroductionRefusal extends Exception {
    /** Of the object. */
    static final String TYPE = "refused";

    private static final long serialVersionUID = 1L;

    /** Which of the codes. */
    public enum Code {
        BAD_VALUE("bad-value", 400),
        TOO_FAST("too-fast", 429),
        BUSY("busy", 503),
        UNKNOWN_INTRODUCTION("unknown-introduction", 404),
        NOT_HERE("not-here", 404);

        private final String text;
        private final int status;

        Code(String text, int status) {
            this.text = text;
            this.status = status;
        }

        /** As on the wire. */
        public String text() {
            return text;
        }

        /** Of HTTP. */
        public int status() {
            return status;
        }
    }

    private final Code code;
    private final String whatToDo;
    private final @Nullable Integer retryAfterSeconds;

    IntroductionRefusal(Code code, String message, String whatToDo, @Nullable Integer retryAfterSeconds) {
        super(message, null, false, false);
        this.code = code;
        this.whatToDo = whatToDo;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static IntroductionRefusal badValue(String message) {
        return new IntroductionRefusal(
                Code.BAD_VALUE, message, "Send what docs/protocol.md section 13.1 says.", null);
    }

    static IntroductionRefusal notHere() {
        return new IntroductionRefusal(
                Code.NOT_HERE, "This domain does not speak WebRTC.", "Come in over a WebSocket.", null);
    }

    Code code() {
        return code;
    }

    /** The object. */
    ObjectNode json(@Nullable String introduction) {
        return JsonNodeFactory.instance.objectNode()
                .put("type", TYPE)
                .put("introduction", introduction)
                .put("code", code.text())
                .put("message", getMessage())
                .put("do", whatToDo)
                .put("retryAfterSeconds", retryAfterSeconds);
    }
}
