// SPDX-License-Identifier: Apache-2.0
/**
 * A client of the API of a running domain (docs/protocol.md section 11.2), for the command line.
 *
 * <p>Starting points: {@link org.freehold.server.api.ApiClient}, {@link org.freehold.server.api.AddressFile} (where the domain of a
 * data directory is).
 *
 * <p>Knows nothing of the server's insides. Calls block.
 */
@NullMarked
package org.freehold.server.api;

import org.jspecify.annotations.NullMarked;
