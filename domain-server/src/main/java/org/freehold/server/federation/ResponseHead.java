// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.freehold.server.signature.SignatureHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of a response.
 *
 * @param headers by lower case name; of a name that comes twice the values are joined by commas
 */
record ResponseHead(int status, Map<String, String> headers) {
    private static final int MAX_BYTES = 16_384;

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** The media type without parameters, lower case; empty when none is said. */
    String mediaType() {
        String type = headers.getOrDefault("content-type", "");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Reads up to the empty line. */
    static ResponseHead read(InputStream in) throws IOException, FetchFailure {
        Lines lines = new Lines(in, MAX_BYTES);
        String first = lines.next();
        boolean isHttp = first.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?");
        if (!isHttp) {
            throw FetchFailure.of("not-http", "first line", printable(first), "HTTP/1.1 and a status");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw FetchFailure.of("not-http", "header", printable(line), "a name, a colon and a value");
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        return new ResponseHead(Integer.parseInt(first.substring(9, 12)), headers);
    }

    /** A stranger's text as it may stand in a message. */
    static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** Lines of ASCII, so many bytes in all. */
    static final class Lines {
        private final InputStream in;
        private int left;

        Lines(InputStream in, int maxBytes) {
            this.in = in;
            this.left = maxBytes;
        }

        String next() throws IOException, FetchFailure {
            StringBuilder line = new StringBuilder();
            while (true) {
                int each = in.read();
                if (each < 0) {
                    throw FetchFailure.of("cut", "response", "ended within its headers", "a whole one");
                }
                if (--left < 0) {
                    throw FetchFailure.of("too-large", "headers", "more", "at most " + MAX_BYTES + " bytes");
                }
                if (each == '\n') {
                    int end = line.length();
                    if (end > 0 && line.charAt(end - 1) == '\r') {
                        line.setLength(end - 1);
                    }
                    return line.toString();
                }
                line.append((char) each);
            }
        }
    }

    /** The request of which this is to be the answer; {@code signature}: null when it is not signed. */
    static byte[] request(
            String target,
            String authority,
            String accept,
            @Nullable String etag,
            @Nullable SignatureHeaders signature) {
        StringBuilder head = new StringBuilder("GET ")
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority)
                .append("\r\nAccept: ")
                .append(accept)
                .append("\r\nAccept-Encoding: gzip\r\nUser-Agent: freehold\r\nConnection: close\r\n");
        if (etag != null) {
            head.append("If-None-Match: ").append(etag).append("\r\n");
        }
        if (signature != null) {
            head.append("Content-Digest: ").append(signature.contentDigest())
                    .append("\r\nFreehold-Domain: ").append(signature.domain())
                    .append("\r\nSignature-Input: ").append(signature.input())
                    .append("\r\nSignature: ").append(signature.signature())
                    .append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
