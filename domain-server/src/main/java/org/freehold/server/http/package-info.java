// SPDX-License-Identifier: Apache-2.0
/**
 * What a domain answers to plain HTTP (docs/protocol.md section 11): the browser client, who it is, how it feels, and the API.
 *
 * <p>Starting points: {@link org.freehold.server.http.Routes} (every path), {@link org.freehold.server.http.StaticFiles}
 * (the browser client), {@link org.freehold.server.http.ApiRoute} (signed requests to the desk),
 * {@link org.freehold.server.http.SecurityHeaders}.
 *
 * <p>Threads: event loops, on which nothing blocks; what the API is asked is done on virtual threads. Knows neither sessions nor the
 * world: their numbers come through suppliers.
 */
@NullMarked
package org.freehold.server.http;

import org.jspecify.annotations.NullMarked;
