// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which of our encodings a client can read (RFC 9110 section 12.5.3); {@code *} is not taken as an offer. */
record AcceptedEncodings(boolean gzip, boolean brotli) {

    /** Reads an {@code Accept-Encoding} header; null for none. */
    static AcceptedEncodings parse(@Nullable String header) {
        boolean gzip = false;
        boolean brotli = false;
        if (header != null) {
            for (String item : header.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] parts = item.split(";", 2);
                boolean refused = parts.length == 2 && isZero(parts[1].strip());
                switch (parts[0].strip()) {
                    case "gzip" -> gzip = !refused;
                    case "br" -> brotli = !refused;
                    default -> {
                        // an encoding that we do not have
                    }
                }
            }
        }
        return new AcceptedEncodings(gzip, brotli);
    }

    private static boolean isZero(String weight) {
        return weight.matches("q\\s*=\\s*0(\\.0{0,3})?");
    }
}
