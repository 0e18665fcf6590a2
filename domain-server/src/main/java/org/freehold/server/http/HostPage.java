// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import org.freehold.server.identity.HostLink;

/**
 * The page that a link to a host behind a router leads to (docs/protocol.md section 14.1): the browser client, which asks from there. It is
 * the same on every domain; one that is no rendezvous has nobody to introduce. The page names its files relative to itself.
 */
final class HostPage {
    private HostPage() {}

    /** The file that is meant by a path below {@code /d/}; any other path as it is. */
    static String file(String path) {
        if (!path.startsWith(HostLink.PATH)) {
            return path;
        }
        return HostLink.at(path).isPresent() ? "/" : path.substring(HostLink.PATH.length() - 1);
    }
}
