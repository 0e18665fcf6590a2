// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import java.io.IOException;

/** Why there is no secure connection (any more). Without a stack trace: strangers cause it as they like. */
public final class DtlsException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for counting. */
    public enum Reason {
        /** It took too long. */
        TIMEOUT,
        /** The other end has no certificate, or not the one that was expected. */
        WRONG_CERTIFICATE,
        /** The other end said or did something that is no handshake of ours. */
        NO_AGREEMENT,
        /** It was closed while it went on. */
        CLOSED
    }

    private final Reason reason;

    DtlsException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** For counting. */
    public Reason reason() {
        return reason;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
