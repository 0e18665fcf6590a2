// SPDX-License-Identifier: Apache-2.0
/** Commands about the people of a domain: who is there, and what is done about them. Starting point: {@link org.freehold.server.command.ApiCommand}. */
@NullMarked
package org.freehold.server.command.people;

import org.jspecify.annotations.NullMarked;
