// SPDX-License-Identifier: Apache-2.0
/** {@code freehold share …}: being visited from behind a router. */
@NullMarked
package org.freehold.server.command.share;

import org.jspecify.annotations.NullMarked;
