// SPDX-License-Identifier: Apache-2.0
/** Commands about who may do what: permissions, roles, the owner's link and settings. Starting point: {@link org.freehold.server.command.ApiCommand}. */
@NullMarked
package org.freehold.server.command.permission;

import org.jspecify.annotations.NullMarked;
