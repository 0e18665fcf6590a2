// SPDX-License-Identifier: Apache-2.0
/**
 * The whole product from outside: the built {@code freehold.jar} in a process of its own, with visitors on its port.
 *
 * <p>Starting points: {@link org.freehold.server.whole.ServerProcess} (a server that a test may kill),
 * {@link org.freehold.server.whole.FreeholdCommand} (any other command).
 *
 * <p>Knows the commands, the protocol and the form of world files, and nothing of what is inside the server.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.whole;
