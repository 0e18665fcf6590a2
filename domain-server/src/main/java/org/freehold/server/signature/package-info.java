// SPDX-License-Identifier: Apache-2.0
/**
 * Signed HTTP requests (docs/protocol.md section 11.2): the part of RFC 9421 that the API needs, with Ed25519, and the digest of
 * a body of RFC 9530.
 *
 * <p>Starting points: {@link org.freehold.server.signature.RequestSigner}, {@link org.freehold.server.signature.RequestVerifier},
 * {@link org.freehold.server.signature.SignatureBase} (what is signed).
 *
 * <p>Knows neither sockets nor who may do what. Any thread; nothing blocks.
 */
@NullMarked
package org.freehold.server.signature;

import org.jspecify.annotations.NullMarked;
