// SPDX-License-Identifier: Apache-2.0
/**
 * What an entity is: types, properties, their JSON, and what makes a value valid.
 *
 * <p>Starting points: {@link org.freehold.server.entity.Entity} (one object of the world),
 * {@link org.freehold.server.entity.EntityJson} (from and to JSON), {@link org.freehold.server.entity.EntityType}.
 *
 * <p>Knows nothing of sessions, sockets, files, clocks or threads; everything here is immutable or a pure function.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.entity;
