// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The header {@code Accept-Signature} (RFC 9421 section 5.1), by which a server asks for a request that is signed as {@link RequestSigner} does. */
public final class AcceptSignature {
    /** Its name in lower case. */
    public static final String NAME = "accept-signature";

    private static final String TAG = ";tag=\"" + SignatureInput.TAG + "\"";

    /** Asks for what {@link RequestVerifier} takes. */
    public static final String VALUE = SignatureInput.LABEL
            + SignatureInput.COVERED.stream().collect(Collectors.joining("\" \"", "=(\"", "\")")) + ";created" + TAG;

    private AcceptSignature() {}

    /** Whether this value, null for none, asks for it. */
    public static boolean asks(@Nullable String value) {
        return value != null && value.startsWith(SignatureInput.LABEL + "=(") && value.contains(TAG);
    }
}
