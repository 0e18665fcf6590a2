// SPDX-License-Identifier: Apache-2.0
/** Commands about what comes after: appeals, reports and the audit log. Starting point: {@link org.freehold.server.command.ApiCommand}. */
@NullMarked
package org.freehold.server.command.care;

import org.jspecify.annotations.NullMarked;
