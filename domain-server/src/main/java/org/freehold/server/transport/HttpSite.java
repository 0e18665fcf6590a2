// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;

/** What a domain answers to plain HTTP. Called on event loops; must not block. */
public interface HttpSite {

    /** What to do about a request; for HEAD the response has its content, which is not sent. */
    Treatment treat(HttpHead head);

    /** A response that says one sentence to people; the caller owns it. */
    FullHttpResponse sentence(HttpResponseStatus status, String sentence);
}
