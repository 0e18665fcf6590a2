// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

import java.util.Locale;

/**
 * What a signature covers of a request.
 *
 * @param method such as {@code POST}
 * @param authority host and, unless it is the usual one of the scheme, port; in lower case
 * @param path as in the request, without a query
 * @param contentDigest the header's value
 * @param domain value of {@link #DOMAIN_HEADER}
 */
public record RequestToSign(String method, String authority, String path, String contentDigest, String domain) {
    /** The header that names the domain that is asked: the fingerprint of its key. */
    public static final String DOMAIN_HEADER = "freehold-domain";

    private static final String HTTP_PORT = ":80";
    private static final String HTTPS_PORT = ":443";

    /** The authority that a {@code Host} header means (RFC 9421 section 2.2.3). */
    public static String authority(String host, boolean tls) {
        String lower = host.toLowerCase(Locale.ROOT);
        String usual = tls ? HTTPS_PORT : HTTP_PORT;
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }
}
