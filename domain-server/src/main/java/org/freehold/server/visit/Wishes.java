// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import org.jspecify.annotations.Nullable;

/**
 * How somebody wants to visit.
 *
 * @param name how to be called, 1 to 32 characters; null for one of the domain's making
 * @param everything be sent all entities whatever the distance, if that is permitted
 */
public record Wishes(VisitLink link, VisitorKey key, @Nullable String name, boolean everything) {}
