// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.worldfile;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A stream that stays open: it belongs to the caller. */
final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
        super(in);
    }

    @Override
    public void close() {
        // The caller's to do.
    }
}
