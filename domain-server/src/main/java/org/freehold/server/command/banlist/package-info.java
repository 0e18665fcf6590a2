// SPDX-License-Identifier: Apache-2.0
/** Commands about ban lists: those that a domain publishes and those that it subscribes to. Starting point: {@link org.freehold.server.command.ApiCommand}. */
@NullMarked
package org.freehold.server.command.banlist;

import org.jspecify.annotations.NullMarked;
