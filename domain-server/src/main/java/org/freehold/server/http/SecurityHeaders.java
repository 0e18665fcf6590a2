// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** Headers of every response, that keep the browser client to what it needs. */
final class SecurityHeaders {

    /**
     * Programs come from this server alone; pictures, models and sounds from wherever a world has them. WebAssembly and
     * workers from blobs are what the decoders of compressed models and textures need.
     */
    private static final String CONTENT_SECURITY_POLICY = String.join("; ",
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "worker-src 'self' blob:",
            "img-src 'self' https: http: data: blob:",
            "media-src 'self' https: http: data: blob:",
            "connect-src 'self' https: http: ws: wss: data: blob:",
            "style-src 'self' 'unsafe-inline'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'");

    private static final String PERMISSIONS_POLICY = String.join(", ",
            "camera=()", "display-capture=()", "geolocation=()", "midi=()", "payment=()", "serial=()", "usb=()",
            "microphone=(self)", "fullscreen=(self)", "gamepad=(self)", "xr-spatial-tracking=(self)");

    private static final String OPENER_POLICY = "cross-origin-opener-policy";

    private SecurityHeaders() {}

    /** For a page that answers the page of another origin that has opened it. */
    static void letOpenerIn(HttpHeaders headers) {
        headers.remove(OPENER_POLICY);
    }

    /**
     * Adds them all.
     *
     * @param tls whether visitors come over TLS: without it browsers do not keep windows apart, and complain of being asked to
     */
    static void addTo(HttpHeaders headers, boolean tls) {
        headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
                .set("permissions-policy", PERMISSIONS_POLICY)
                .set("referrer-policy", "no-referrer")
                .set("x-content-type-options", "nosniff");
        if (tls) {
            // The window of somebody's home, which this page opens, has to be able to answer.
            headers.set(OPENER_POLICY, "same-origin-allow-popups");
        }
    }
}
