// SPDX-License-Identifier: Apache-2.0
/** {@code freehold key}: {@link org.freehold.server.command.key.KeyCommand}. */
@NullMarked
package org.freehold.server.command.key;

import org.jspecify.annotations.NullMarked;
