// SPDX-License-Identifier: Apache-2.0
/**
 * What an entity is: types, properties, their JSON, and what makes a value valid.
 *
 * <p>Starting points: {@link org.freehold.server.entity.Entity} (one object of the world),
 * {@link org.freehold.server.entity.EntityEdit} (checks what somebody asked for),
 * {@link org.freehold.server.entity.PropertyTable} (what every property may be).
 *
 * <p>Knows nothing of sessions, sockets, files, clocks or threads; everything here is immutable or a pure function.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.entity;
