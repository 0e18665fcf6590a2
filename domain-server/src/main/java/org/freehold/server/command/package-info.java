// SPDX-License-Identifier: Apache-2.0
/**
 * What the commands that ask a running domain have in common; each command asks the operation of docs/protocol.md section 11.3 that
 * the HTTP API has, and tells the answer to people or, with {@code --json}, to programs.
 *
 * <p>Starting points: {@link org.freehold.server.command.ApiCommand} (what a command is), {@link org.freehold.server.command.ElsewhereCommand} (what one is
 * that asks somebody else's domain as anybody may),
 * {@link org.freehold.server.command.DomainOption} (which domain, and as whom), {@link org.freehold.server.command.Conversation}.
 */
@NullMarked
package org.freehold.server.command;

import org.jspecify.annotations.NullMarked;
