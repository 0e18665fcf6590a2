// SPDX-License-Identifier: Apache-2.0
/**
 * The command line, and the wiring of all services of a domain into one running process.
 *
 * <p>Starting points: {@link org.freehold.server.app.Main}. Every other package may be used here; none may use this
 * one.
 */
@NullMarked
package org.freehold.server.app;

import org.jspecify.annotations.NullMarked;
