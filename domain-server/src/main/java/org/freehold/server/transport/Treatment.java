// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.handler.codec.http.FullHttpResponse;
import java.util.concurrent.CompletionStage;

/** What is done about a request, decided from its head. */
public sealed interface Treatment {

    /** It is answered now; a body is not read. The front door owns the response. */
    record Answer(FullHttpResponse response) implements Treatment {}

    /**
     * Its body is read, then it is answered some time. A longer body is refused before it is read; one without
     * {@code Content-Length} is refused too.
     *
     * @param maxBodyBytes 0 for requests without a body
     */
    record Later(int maxBodyBytes, Answering answering) implements Treatment {}

    /** Answers when the body is there. */
    @FunctionalInterface
    interface Answering {

        /** Called on the event loop, must not block; any thread may complete it. The front door owns the response. */
        CompletionStage<FullHttpResponse> answer(byte[] body);
    }
}
