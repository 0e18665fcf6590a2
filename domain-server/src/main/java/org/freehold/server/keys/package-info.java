// SPDX-License-Identifier: Apache-2.0
/**
 * {@code freehold key}: portable keys of people, in files protected by a passphrase. No running domain is asked.
 *
 * <p>Starting points: {@link org.freehold.server.keys.KeyNewCommand}, {@link org.freehold.server.keys.PassphraseOption}.
 */
@NullMarked
package org.freehold.server.keys;

import org.jspecify.annotations.NullMarked;
